"""The pictures of docs/guide, as small WebP files: the editor in each language, the tools and the views in both."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from playwright.sync_api import expect

from tests.client import Client
from tests.server import ROOT
from tests.tour.scenes import AROUND, TOOLS, VIEWS, Scene
from tests.tour.stage import LOCALES, Stage, photos, signed_in, started

OUT = ROOT / "docs" / "guide" / "pictures"
SIZE = (1280, 800)
TILE = (360, 300)
GAP = 8
ROOM = 1.35
GROUND = (27, 27, 27)
MOST_BYTES = 80_000
TOGETHER = {
    "asking": ("preview", "box", "scribble"),
    "edges": ("superpixel", "lasso", "polygon"),
    "hand": ("wand", "brush", "eraser"),
}
"""Which tools stand beside each other; words and speech have their place in the guide itself."""


def take() -> Iterator[Path]:
    """Writes the pictures; each is below 80 KB."""
    OUT.mkdir(exist_ok=True)
    with started() as (server, browser):
        client = Client(server)
        for language in LOCALES:
            with signed_in(browser, server, language, "dark", SIZE) as context:
                stage = Stage(context.new_page(), client)
                for name in ("click", "cleanup"):
                    yield _saved(_played(stage, TOOLS[name]), f"{name}-{language}")
                yield _saved(_menu(stage, AROUND["course"]), f"course-{language}")
        with signed_in(browser, server, "en", "dark", SIZE) as context:
            stage = Stage(context.new_page(), client)
            scenes = {**TOOLS, **AROUND}
            for name, tools in TOGETHER.items():
                yield _saved(_row([_photo(stage, scenes[tool]) for tool in tools]), name)
            yield _saved(_corner(stage, AROUND["overview"]), "overview")
            views = [_photo(stage, scene) for scene in VIEWS.values()]
            yield _saved(_row(views[:3], views[3:]), "views")


def _played(stage: Stage, scene: Scene, *, quiet: bool = False) -> Pillow.Image:
    """The whole window after the scene; `quiet`: when nothing is told beside the photo any more."""
    stage.open(photos(stage.client, {scene.photo, *scene.beside})[scene.photo])
    scene.act(stage)
    if quiet:
        expect(stage.canvas.locator("xpath=..").get_by_role("status")).to_have_count(0)
    shot = Pillow.open(io.BytesIO(stage.page.screenshot())).convert("RGB")
    stage.page.mouse.up()
    return shot


def _photo(stage: Stage, scene: Scene) -> Pillow.Image:
    """The object and what is around it after the scene, without the words that stand there for a moment."""
    shot = _played(stage, scene, quiet=True)
    ys, xs = np.nonzero(stage.truth)
    (left, top), (right, bottom) = stage.at(xs.min(), ys.min()), stage.at(xs.max(), ys.max())
    (x0, y0), (x1, y1) = stage.place(0, 0), stage.place(1, 1)
    shape = TILE[0] / TILE[1]
    high = min(y1 - y0, max(bottom - top, (right - left) / shape) * ROOM)
    wide = high * shape
    y = min(max((top + bottom - high) / 2, y0), y1 - high)
    x = (left + right - wide) / 2
    if wide < x1 - x0:
        x = min(max(x, x0), x1 - wide)
    area = (round(x), round(y), round(x + wide), round(y + high))
    return shot.crop(area).resize(TILE, Pillow.Resampling.LANCZOS)


def _menu(stage: Stage, scene: Scene) -> Pillow.Image:
    """What is open below the bar, with the bar above it."""
    shot = _played(stage, scene)
    box = stage.page.get_by_role("menu").bounding_box()
    assert box is not None
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return shot.crop((int(box["x"]) - 90, 0, int(right) + 90, int(bottom) + 40))


def _corner(stage: Stage, scene: Scene) -> Pillow.Image:
    """The lower right of the canvas."""
    shot = _played(stage, scene, quiet=True)
    box = stage.canvas.bounding_box()
    assert box is not None
    right, bottom = round(box["x"] + box["width"]), round(box["y"] + box["height"])
    return shot.crop((right - 2 * TILE[0], bottom - TILE[1], right, bottom))


def _row(*rows: list[Pillow.Image]) -> Pillow.Image:
    wide = max(len(row) for row in rows)
    size = (wide * (TILE[0] + GAP) - GAP, len(rows) * (TILE[1] + GAP) - GAP)
    whole = Pillow.new("RGB", size, GROUND)
    for y, row in enumerate(rows):
        for x, tile in enumerate(row):
            whole.paste(tile, (x * (TILE[0] + GAP), y * (TILE[1] + GAP)))
    return whole


def _saved(picture: Pillow.Image, name: str) -> Path:
    path = OUT / f"{name}.webp"
    for quality in (82, 74, 66, 58, 50):
        picture.save(path, quality=quality, method=6)
        if path.stat().st_size < MOST_BYTES:
            break
    return path
