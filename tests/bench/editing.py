"""The editor in a real browser: how soon a move of the hand, a click and the next image are seen."""

import math
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import browser as browsers
from tests import server as servers
from tests.bench.clicking import KEYS, Photo, deepest
from tests.bench.figures import Figure, of
from tests.bench.opening import cold, large, with_mask
from tests.client import Client
from tests.e2e.editor import Editor

MOVES = 120
ROUNDS = 3
CLICKS = 6
"""Per photo, after the first."""
IMAGES = 100
LATE = 20.0
"""Milliseconds between frames from which on a person sees it stutter."""
WITHIN = 20_000
POLLING = 20
"""Milliseconds between two looks at the page; at every frame, it would have to draw frames for us."""
WATCH = Path(__file__).with_name("watch.js")


def measure() -> Iterator[Figure]:
    """The figures of one person who works for a while; the size of the window is 1440 x 900.

    It takes about five minutes on two slow cores.
    """
    if missing := browsers.missing():
        raise SystemExit(f"The editor cannot be measured: {missing}.")
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.embedded(Path(folder)) as server,
        browsers.launched() as browser,
    ):
        client = Client(server)

        def start(browser: Browser) -> BrowserContext:
            """A window of a person who is signed in and has opened nothing yet."""
            context = browser.new_context(
                base_url=server.url, viewport={"width": 1440, "height": 900}, locale="en-GB"
            )
            context.set_default_timeout(WITHIN)
            browsers.sign_in(context)
            context.add_init_script(path=WATCH)
            return context

        expect.set_options(timeout=WITHIN)
        yield cold(browser, client, start)
        editor = Editor(start(browser).new_page(), client)
        for name, *size in (("1000", 1000, 1000, 1), ("4000", 1000, 750, 4)):
            image = with_mask(client, Photo.drawn(KEYS[0], *size))
            yield from _hands(editor, image, name)
        yield from _frames(editor)
        yield _clicks(editor)
        yield from _images(editor)
        yield from large(browser, client, start)


# What follows the pointer.


def _hands(editor: Editor, image: dict[str, Any], size: str) -> Iterator[Figure]:
    """Brush, eraser, superpixel, scribble and edge lasso on rings around the middle of the photo."""
    page = editor.page
    editor.open(image)
    for tool, key in (("brush", "b"), ("eraser", "e")):
        editor.press(key)
        if size == "4000" and tool == "brush":
            for _ in range(2):  # as wide on the screen as at 1000
                editor.press("Shift+]")
        yield _drawn(editor, f"editor.{tool}.{size}", _ring)
    editor.press("s")
    with page.expect_response("**/superpixels*"):
        page.mouse.move(*editor.place(0.5, 0.5))
    expect(page.get_by_text("Cutting the photo into cells")).to_be_hidden()
    yield _drawn(editor, f"editor.superpixel.{size}", _ring)
    editor.press("t")
    yield _drawn(editor, f"editor.scribble.{size}", _ring)
    editor.press("l")
    name = "editor.lasso" if size == "1000" else f"editor.lasso.{size}"
    yield _drawn(editor, name, _outline)


def _drawn(editor: Editor, name: str, gesture: Callable[[Editor, float], None]) -> Figure:
    """Milliseconds from the start of the handler of each move to the end of drawing."""
    spent: list[float] = []
    for turn in range(ROUNDS):
        _taken(editor.page, "drawn")
        gesture(editor, 0.15 + 0.08 * turn)
        spent += _taken(editor.page, "drawn")
        _saved(editor.page)
    return of(name, spent)


def _ring(editor: Editor, radius: float) -> None:
    """A drag along a ring; the way there does not count."""
    mouse = editor.page.mouse
    start, *way = _on_ring(editor, radius)
    mouse.move(*start)
    _taken(editor.page, "drawn")
    mouse.down()
    for place in way:
        mouse.move(*place)
    mouse.up()


def _outline(editor: Editor, radius: float) -> None:
    """A line from place to place along a ring, a click at every sixth of it; dropped at the end."""
    mouse = editor.page.mouse
    start, *way = _on_ring(editor, radius)
    mouse.move(*start)
    mouse.click(*start)
    _taken(editor.page, "drawn")
    for step, place in enumerate(way[:-1], 1):
        mouse.move(*place)
        if step % (MOVES // 6) == 0:
            mouse.click(*place)
    editor.press("Escape")


def _on_ring(editor: Editor, radius: float) -> list[tuple[float, float]]:
    """All of it, from its start to its start."""
    angles = [step / MOVES * 2 * math.pi for step in range(MOVES + 1)]
    return editor.places(
        *((0.5 + radius * math.cos(angle), 0.5 + radius * math.sin(angle)) for angle in angles)
    )


# Moving the photo.


def _frames(editor: Editor) -> Iterator[Figure]:
    """Share of late frames while the photo that is open is zoomed, then moved, in and out again."""
    page = editor.page
    x, y = editor.place(0.5, 0.5)
    page.mouse.move(x, y)
    times: dict[str, list[float]] = {}
    work: list[float] = []

    def counted(name: str, gesture: Callable[[], None]) -> None:
        _taken(page, "frames")
        _taken(page, "drawn")
        page.evaluate("watch.count(true)")
        gesture()
        page.evaluate("watch.count(false)")
        times[name] = times.get(name, []) + _taken(page, "frames")
        work.extend(_taken(page, "drawn"))

    def zoom() -> None:
        page.keyboard.down("Control")
        for delta in [-3] * MOVES + [3] * MOVES:
            page.mouse.wheel(0, delta)
        page.keyboard.up("Control")

    def pan() -> None:
        page.mouse.move(x, y)
        page.mouse.down(button="middle")
        for step in range(2 * MOVES):
            angle = step / MOVES * 2 * math.pi
            page.mouse.move(x + 200 * math.sin(angle), y + 100 * math.sin(2 * angle))
        page.mouse.up(button="middle")

    counted("zoom", zoom)
    for _ in range(10):
        page.mouse.wheel(0, -100)
    counted("pan", pan)
    editor.press("0")
    counted("pan", pan)
    every = [time for some in times.values() for time in some]
    yield Figure("editor.frames", _late(every), "% late", n=len(every))
    for name, some in times.items():
        yield Figure(f"editor.frames.{name}", _late(some), "% late", n=len(some))
    yield of("editor.frames.work", work)


def _late(times: list[float]) -> float:
    return 100 * float(np.mean(np.array(times) > LATE))


# Clicks.


def _clicks(editor: Editor) -> Figure:
    """From the press of the button to the painted answer: a person who clicks the deepest error.

    Clicks that change nothing where they are made have no answer to be seen and do not count.
    """
    client, page = editor.client, editor.page
    photos = [Photo.drawn(key, 1000, 1000, 1) for key in KEYS]
    dataset = client.dataset({f"images/{n:02}.jpg": photo.jpeg() for n, photo in enumerate(photos)})
    spent: list[float] = []
    for photo, image in zip(photos, client.images(dataset), strict=True):
        editor.open(image)
        editor.press("c")
        drawn = np.zeros_like(photo.truth)
        for number in range(CLICKS + 1):
            click = deepest(photo.truth, drawn)
            if bool(drawn[int(click.y), int(click.x)]) == click.positive:
                break  # nothing is wrong any more
            page.evaluate("filled => watch.expect(filled)", click.positive)
            editor.click(click.x / 1000, click.y / 1000, remove=not click.positive)
            expect(editor.steps).to_have_count(number + 1)
            _saved(page)
            landed = _taken(page, "landed")
            # The first click of a person who just opened the image is another figure.
            spent += landed if number > 0 else []
            drawn = editor.mask
    return of("editor.click.1000", spent)


# One image after the other.


def _images(editor: Editor) -> Iterator[Figure]:
    """A hundred images, each opened by its key and given a stroke: the wait, and the tab's memory."""
    client, page = editor.client, editor.page
    photos = [Photo.drawn(key, 1000, 1000, 1) for key in KEYS]
    files = {}
    for n in range(IMAGES + 1):
        photo = photos[n % len(photos)]
        files[f"images/{n:03}.jpg"] = Photo(np.roll(photo.rgb, 9 * n, 1), photo.truth).jpeg()
    images = client.get("images", dataset=client.dataset(files)["id"], ordering="key", limit=200)
    images = images["results"]
    editor.open(images[0])
    editor.press("b")
    waits: list[float] = []
    memory: dict[int, float] = {}
    for n, image in enumerate(images[1:], 1):
        editor.stroke((0.3, 0.5), (0.7, 0.5))
        _saved(page)
        page.wait_for_function(
            "id => performance.getEntriesByType('resource').some("
            "e => e.name.includes(`/images/${id}/file`) && e.responseEnd > 0)",
            arg=image["id"],
            polling=POLLING,
        )
        page.evaluate("performance.clearResourceTimings()")
        page.evaluate("key => watch.follow(key)", image["key"])
        editor.press("d")
        page.wait_for_function("() => watch.came.length > 0", polling=POLLING)
        editor.arrived(image)
        waits += _taken(page, "came")
        if n in (IMAGES // 10, IMAGES):
            memory[n] = browsers.megabytes(page)
    growth = (memory[IMAGES] - memory[IMAGES // 10]) / (IMAGES - IMAGES // 10)
    before, after = memory[IMAGES // 10], memory[IMAGES]
    yield of("editor.next", waits)
    yield Figure("editor.memory", after, "MB", n=IMAGES, baseline=before, ratio=before / after)
    yield Figure("editor.memory.growth", growth, "MB/image", n=IMAGES - IMAGES // 10)


def _saved(page: Page) -> None:
    """Wait until everything is on the server."""
    page.wait_for_function(
        "() => /^Saved [\\d:]+$/.test(document.querySelector('header [data-tone=ok]')?.textContent)",
        polling=POLLING,
    )


def _taken(page: Page, name: str) -> list[float]:
    """What `watch.js` has measured since the last time."""
    return [float(value) for value in page.evaluate("name => watch.take(name)", name)]
