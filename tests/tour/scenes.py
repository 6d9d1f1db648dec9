"""What there is to see in the editor: a photo of the demo, and what a hand does before the picture is taken."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image as Pillow
from playwright.sync_api import expect

from tests import server
from tests.bench import plans
from tests.tour.stage import Stage


@dataclass(frozen=True)
class Scene:
    """`act` leaves the editor as it is to be seen, maybe with a button or a key held down."""

    photo: str
    act: Callable[[Stage], None]
    beside: frozenset[str] = frozenset()
    """Other photos of the dataset."""


def _middle(stage: Stage) -> tuple[float, float]:
    return stage.at(*plans.middle(stage.truth)[0])


def _corners(stage: Stage, epsilon: float) -> list[tuple[float, float]]:
    outline = next(plans.polygons(stage.truth, epsilon))
    return [stage.at(x, y) for x, y in outline.points]


def _box(stage: Stage) -> tuple[tuple[float, float], tuple[float, float]]:
    ys, xs = np.nonzero(stage.truth)
    return stage.at(xs.min() - 12, ys.min() - 12), stage.at(xs.max() + 12, ys.max() + 12)


def _clicked(stage: Stage) -> None:
    stage.press("c")
    stage.worked(lambda: stage.page.mouse.click(*_middle(stage)))


def click(stage: Stage) -> None:
    """The answer to a click, and the pointer at it."""
    _clicked(stage)


def preview(stage: Stage) -> None:
    """What a click where the pointer rests would do."""
    stage.press("c")
    x, y = _middle(stage)
    stage.page.mouse.move(5, 5)
    plain = _seen(stage)

    def tinted() -> bool:
        # A busy server drops previews; a hand moves on, and rests again.
        stage.page.mouse.move(x - 40, y)
        stage.page.mouse.move(x, y, steps=4)
        return any((np.abs(_seen(stage) - plain).max(axis=2) > 12).sum() > 2000 for _ in range(5))

    server.wait(tinted, 60)


def _seen(stage: Stage) -> np.ndarray:
    shot = Pillow.open(io.BytesIO(stage.canvas.screenshot())).convert("RGB")
    return np.asarray(shot).astype(int)


def overview(stage: Stage) -> None:
    """So close that the whole photo is shown in the corner."""
    stage.page.mouse.move(*_middle(stage))
    for _ in range(3):
        stage.page.mouse.wheel(0, -100)
    stage.canvas.locator("xpath=..").get_by_role("img").wait_for()


def course(stage: Stage) -> None:
    """What comes after submitting, being chosen."""
    stage.bar.locator("[aria-haspopup=menu]").click()
    stage.page.get_by_role("menu").wait_for()
    stage.page.evaluate("Promise.all(document.getAnimations().map(moving => moving.finished))")


def box(stage: Stage) -> None:
    """A box that is being drawn."""
    stage.press("r")
    start, end = _box(stage)
    stage.page.mouse.move(*start)
    stage.page.mouse.down()
    stage.page.mouse.move(*end, steps=5)


def scribble(stage: Stage) -> None:
    """A stroke over the object, before it is let go."""
    stage.press("t")
    x, y = _middle(stage)
    stage.page.mouse.move(x - 60, y + 40)
    stage.page.mouse.down()
    for step in range(1, 13):
        stage.page.mouse.move(x - 60 + 10 * step, y + 40 - 9 * step + 14 * (step % 3))


def superpixel(stage: Stage) -> None:
    """Some cells taken, one under the pointer."""
    x, y = _middle(stage)
    with stage.page.expect_response(lambda answer: "superpixel" in answer.url) as cells:
        stage.press("s")
        stage.page.mouse.move(x + 1, y)
    cells.value.finished()
    expect(stage.page.locator("section").first.get_by_role("status")).to_have_count(0)

    def paint() -> None:
        stage.page.mouse.move(x - 50, y)
        stage.page.mouse.down()
        stage.page.mouse.move(x + 20, y + 20, steps=8)
        stage.page.mouse.up()

    stage.worked(paint)
    stage.page.mouse.move(x + 60, y + 60, steps=4)


def lasso(stage: Stage) -> None:
    """Half of the way around the object."""
    stage.press("l")
    _around(stage, _corners(stage, 14.0))


def polygon(stage: Stage) -> None:
    """Some corners, and the line to the pointer."""
    stage.press("p")
    _around(stage, _corners(stage, 8.0))


def _around(stage: Stage, corners: list[tuple[float, float]]) -> None:
    for place in corners[: max(3, len(corners) * 2 // 3)]:
        stage.page.mouse.move(*place, steps=6)
        stage.page.mouse.click(*place)
    after = corners[max(3, len(corners) * 2 // 3) % len(corners)]
    stage.page.mouse.move(*after, steps=6)


def brush(stage: Stage) -> None:
    """A stroke that is being painted, out of the mask."""
    _clicked(stage)
    stage.press("b")
    _, (right, _) = _box(stage)
    _, y = _middle(stage)
    stage.page.mouse.move(right - 40, y)
    stage.page.mouse.down()
    stage.page.mouse.move(right + 30, y - 40, steps=12)


def eraser(stage: Stage) -> None:
    """A stroke that takes away."""
    _clicked(stage)
    stage.press("e")
    x, y = _middle(stage)
    stage.page.mouse.move(x - 60, y)
    stage.page.mouse.down()
    stage.page.mouse.move(x + 60, y + 30, steps=12)


def wand(stage: Stage) -> None:
    """A drag that takes more and more of the ground."""
    stage.press("w")
    (left, _), _ = _box(stage)
    x, y = left - 70, _middle(stage)[1]
    stage.page.mouse.move(x, y)
    stage.page.mouse.down()
    stage.page.mouse.move(x + 70, y, steps=10)


def cleanup(stage: Stage) -> None:
    """What growing would change."""
    stage.press("k")
    stage.press("5")
    stage.page.get_by_role("status").get_by_text("px").first.wait_for()


def objects(stage: Stage) -> None:
    """Two objects, one hidden from tools."""
    _clicked(stage)
    stage.press("n")
    stage.press("p")
    x, y = stage.at(40, 40)
    for dx, dy in ((0, 0), (90, 0), (90, 70), (0, 70)):
        stage.page.mouse.click(x + dx, y + dy)
    stage.worked(lambda: stage.press("Enter"))


def _viewed(times: int) -> Callable[[Stage], None]:
    def view(stage: Stage) -> None:
        stage.press("\\")
        for _ in range(times):
            stage.press("f")
        stage.page.mouse.move(5, 5)

    return view


TOOLS = {
    "click": Scene("camera-silver", click),
    "box": Scene("bottle-wine", box),
    "scribble": Scene("plant-terracotta", scribble),
    "superpixel": Scene("fruit-bowl", superpixel),
    "lasso": Scene("teapot-iron", lasso),
    "polygon": Scene("tote-canvas", polygon),
    "wand": Scene("plant-terracotta", wand),
    "brush": Scene("camera-silver", brush),
    "eraser": Scene("camera-silver", eraser),
    "cleanup": Scene("teapot-white", cleanup),
    "objects": Scene("sneaker-white", objects),
}
AROUND = {
    "preview": Scene("camera-silver", preview),
    "overview": Scene("handbag-cognac", overview),
    "course": Scene("teapot-iron", course, frozenset({"teapot-white", "tote-canvas"})),
}
"""What helps to see, and to get on."""
VIEWS = {
    name: Scene("handbag-cognac", _viewed(times))
    for times, name in enumerate(("overlay", "outline", "checker", "white", "black", "bw"))
}
