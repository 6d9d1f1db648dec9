"""The editor with the demo's photos, in any language and theme."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests import browser as browsers
from tests import server as servers
from tests.client import Client
from tests.e2e.editor import Editor
from tests.server import ROOT, Server

PICTURES = ROOT / "fixtures" / "pictures"
LOCALES = {"en": "en-GB", "zh": "zh-CN"}
WITHIN = 60_000


class Stage(Editor):
    """One tab with the editor; it finds its way in every language."""

    @property
    def canvas(self) -> Locator:
        """The photo."""
        return self.page.locator("[data-canvas=photo]")

    def saved(self) -> None:
        """Wait until everything is on the server."""
        expect(self.bar.locator("[data-tone=ok]")).to_be_visible()

    @property
    def truth(self) -> np.ndarray:
        """What the object of the photo is, (height, width) bool."""
        path = PICTURES / "truth" / f"{self.image['key']}.png"
        return cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) > 127

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a pixel of the photo is in the window."""
        return self.place(x / self.image["width"], y / self.image["height"])

    def worked(self, act: Callable[[], None]) -> None:
        """Do what makes a step, and wait until it is on the server."""
        steps = self.page.locator("ol button time")
        before = steps.count()
        act()
        expect(steps).to_have_count(before + 1)
        self.saved()


@contextmanager
def started() -> Iterator[tuple[Server, Browser]]:
    """A server without the demo, and a browser."""
    expect.set_options(timeout=WITHIN)
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.embedded(Path(folder)) as server,
        browsers.launched() as browser,
    ):
        yield server, browser


@contextmanager
def signed_in(
    browser: Browser, server: Server, language: str, theme: str, size: tuple[int, int]
) -> Iterator[BrowserContext]:
    """A window of (width, height) that sees the product so."""
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": size[0], "height": size[1]},
        locale=LOCALES[language],
    )
    context.set_default_timeout(WITHIN)
    browsers.sign_in(context)
    context.add_init_script(
        f"localStorage.setItem('koutu.theme', '{theme}');"
        f"localStorage.setItem('koutu.theme.editor', '{theme}');"
        f"localStorage.setItem('koutu.language', '{language}')"
    )
    yield context
    context.close()


def photos(client: Client, keys: set[str]) -> dict[str, dict]:
    """A new dataset with photos of the demo; those that come with a rough mask have it. By key."""
    files = {}
    for key in keys:
        files[f"images/{key}.jpg"] = (PICTURES / "images" / f"{key}.jpg").read_bytes()
        mask = PICTURES / "masks" / f"{key}.png"
        if mask.is_file():
            files[f"masks/{key}.png"] = mask.read_bytes()
    dataset = client.dataset(files)
    client.http.patch(f"datasets/{dataset['id']}", json={"name": "Demo"}).raise_for_status()
    return {image["key"]: image for image in client.images(dataset)}
