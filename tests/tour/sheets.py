"""Every tool, view and page in both languages and themes, on sheets to be looked at."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image as Pillow
from playwright.sync_api import Page

from tests.client import Client
from tests.server import ROOT
from tests.tour.scenes import AROUND, TOOLS, VIEWS
from tests.tour.stage import LOCALES, Stage, photos, signed_in, started

OUT = ROOT / "build" / "tour"
SIZE = (1280, 800)
THEMES = ("light", "dark")
COLUMNS = 3
CELL = (640, 400)


def take() -> Iterator[Path]:
    """Writes the sheets into build/tour, one for each language and theme, and every picture beside them."""
    with started() as (server, browser):
        client = Client(server)
        for language in LOCALES:
            for theme in THEMES:
                folder = OUT / f"{language}-{theme}"
                folder.mkdir(parents=True, exist_ok=True)
                with signed_in(browser, server, language, theme, SIZE) as context:
                    shots = _shots(Stage(context.new_page(), client), folder)
                    yield _sheet(shots, OUT / f"{language}-{theme}.png")


def _shots(stage: Stage, folder: Path) -> list[Pillow.Image]:
    scenes = {**TOOLS, **AROUND, **VIEWS}
    images = photos(stage.client, {scene.photo for scene in scenes.values()})
    dataset = next(iter(images.values()))["dataset"]
    shots = []

    def keep(name: str) -> None:
        stage.page.evaluate("Promise.all(document.getAnimations().map(moving => moving.finished))")
        data = stage.page.screenshot(path=folder / f"{name}.png")
        shots.append(Pillow.open(io.BytesIO(data)).convert("RGB"))

    for name, scene in scenes.items():
        fresh = photos(stage.client, {scene.photo, *scene.beside})[scene.photo]
        stage.open(fresh)
        scene.act(stage)
        keep(name)
        stage.page.mouse.up()
    for name, visit in _pages(dataset).items():
        visit(stage.page)
        keep(name)
    return shots


def _pages(dataset: int) -> dict[str, Callable[[Page], None]]:
    def at(path: str, then: Callable[[Page], None] = lambda page: None) -> Callable[[Page], None]:
        def visit(page: Page) -> None:
            page.goto(path)
            page.wait_for_load_state("networkidle")
            then(page)

        return visit

    def help_(page: Page) -> None:
        page.keyboard.press("Shift+/")
        page.get_by_role("dialog").wait_for()

    def palette(page: Page) -> None:
        page.keyboard.press("Control+k")
        page.get_by_role("dialog").wait_for()

    def conflict(page: Page) -> None:
        brush = page.locator("li").filter(has_text="B").nth(0)
        brush.get_by_role("button").last.click()
        page.keyboard.press("e")
        page.get_by_role("alert").wait_for()

    return {
        "datasets": at("/datasets"),
        "wall": at(f"/datasets/{dataset}"),
        "members": at(f"/datasets/{dataset}/members"),
        "settings": at(f"/datasets/{dataset}/settings"),
        "help": at(f"/datasets/{dataset}", help_),
        "palette": at(f"/datasets/{dataset}", palette),
        "profile": at("/profile"),
        "keys": at("/profile/keys", conflict),
        "people": at("/people"),
        "jobs": at("/jobs"),
        "system": at("/system"),
        "audit": at("/audit"),
    }


def _sheet(shots: list[Pillow.Image], path: Path) -> Path:
    rows = -(-len(shots) // COLUMNS)
    sheet = Pillow.new("RGB", (COLUMNS * CELL[0], rows * CELL[1]))
    for place, shot in enumerate(shots):
        y, x = divmod(place, COLUMNS)
        sheet.paste(shot.resize(CELL, Pillow.Resampling.LANCZOS), (x * CELL[0], y * CELL[1]))
    sheet.save(path)
    return path
