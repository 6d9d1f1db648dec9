"""How soon the editor can be worked in: by a browser that knows nothing of it yet, and on the largest picture."""

from collections.abc import Callable, Iterator
from typing import Any

import cv2
import numpy as np
from playwright.sync_api import Browser, BrowserContext

from tests import browser as browsers
from tests.bench.clicking import KEYS, Photo
from tests.bench.figures import Figure, of
from tests.client import Client
from tests.e2e.editor import Editor

COLD = 12
LARGE = 1000, 750, 12
"""What is drawn at 1000 x 750 is enlarged to 12,000 x 9,000."""
READY = (
    "() => document.querySelector('[data-canvas=photo]')?.dataset.ready === 'true'"
    " && performance.now()"
)
POLLING = 20

Start = Callable[[Browser], BrowserContext]


def with_mask(client: Client, photo: Photo) -> dict[str, Any]:
    """An image whose object has its mask."""
    mask = cv2.imencode(".png", photo.truth.astype(np.uint8) * 255)[1].tobytes()
    dataset = client.dataset({"images/a.jpg": photo.jpeg(), "masks/a.png": mask})
    return client.images(dataset)[0]


def cold(browser: Browser, client: Client, start: Start) -> Figure:
    """From the address of an image with a mask to where a click is possible, nothing kept from before."""
    image = with_mask(client, Photo.drawn(KEYS[0], 1000, 1000, 1))
    spent = []
    for _ in range(COLD):
        context = start(browser)
        spent.append(_open(Editor(context.new_page(), client), image))
        context.close()
    return of("editor.cold", spent)


def large(browser: Browser, client: Client, start: Start) -> Iterator[Figure]:
    """A picture of 108 megapixels: until it can be worked on, and for how long the page stands still at most."""
    image = with_mask(client, Photo.drawn(KEYS[0], *LARGE))
    context = start(browser)
    editor = Editor(context.new_page(), client)
    page = editor.page
    yield Figure("editor.large.open", _open(editor, image), "ms")

    def still(name: str) -> Figure:
        # A long task is told after it has ended.
        page.evaluate("() => new Promise(then => requestIdleCallback(then))")
        blocks = [float(block) for block in page.evaluate("watch.take('blocked')")]
        return Figure(f"editor.large.{name}", max(blocks, default=0.0), "ms", n=len(blocks))

    editor.arrived(image)
    yield still("open.blocked")
    editor.press("b")
    editor.stroke((0.3, 0.3), (0.6, 0.6))
    editor.saved()
    yield still("brush.blocked")
    editor.press("c")
    editor.click(0.2, 0.2)
    editor.saved()
    editor.press("Control+z")
    editor.saved()
    yield still("click.blocked")
    page.mouse.move(*editor.place(0.5, 0.5))
    for keys in ("9", "f", "f", "f", "f", "f", "f", "0"):
        editor.press(keys)
    yield still("views.blocked")
    yield Figure("editor.large.memory", browsers.megabytes(page), "MB")
    context.close()


def _open(editor: Editor, image: dict[str, Any]) -> float:
    """Milliseconds from where the page was asked for."""
    editor.page.goto(f"/images/{image['id']}", wait_until="commit")
    return float(editor.page.wait_for_function(READY, polling=POLLING).json_value())
