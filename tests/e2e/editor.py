"""The editor as a person sees and works it."""

import io
import re
from typing import Any

import numpy as np
from PIL import Image as Pillow
from playwright.sync_api import Locator, Page, expect

from tests.client import Client

# The room that a fitted photo leaves: the view switch above, the edges around.
ABOVE, AROUND = 52, 20


class Editor:
    """One tab with the editor. Places on the photo are shares of its width and height."""

    def __init__(self, page: Page, client: Client) -> None:
        self.page = page
        self.client = client
        self.image: dict[str, Any] = {}

    def open(self, image: dict[str, Any]) -> None:
        """Open an image, and wait until it can be worked on."""
        self.page.goto(f"/images/{image['id']}")
        self.arrived(image)

    def arrived(self, image: dict[str, Any]) -> None:
        """Wait until the image is shown and can be worked on."""
        self.image = image
        expect(self.page).to_have_url(re.compile(rf"/images/{image['id']}\b"))
        expect(self.canvas).to_have_attribute("data-ready", "true")
        expect(self.bar.locator("b[title]")).to_have_text(image["key"])

    @property
    def bar(self) -> Locator:
        """The bar above the photo."""
        return self.page.get_by_role("banner")

    @property
    def canvas(self) -> Locator:
        """The photo."""
        return self.page.get_by_role("application", name="Canvas")

    @property
    def steps(self) -> Locator:
        """The rows of the history, the newest first."""
        return self.page.get_by_role("region", name="History").locator("ol button")

    @property
    def current(self) -> Locator:
        """The step that the mask is at."""
        return self.page.locator("[aria-current=step]")

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the fitted photo is in the window."""
        return self.places((x, y))[0]

    def places(self, *shares: tuple[float, float]) -> list[tuple[float, float]]:
        """Where these places of the fitted photo are in the window."""
        box = self.canvas.bounding_box()
        assert box is not None
        wide, high = box["width"] - 2 * AROUND, box["height"] - ABOVE - AROUND
        width, height = self.image["width"], self.image["height"]
        scale = min(wide / width, high / height)
        left = box["x"] + AROUND + (wide - width * scale) / 2
        top = box["y"] + ABOVE + (high - height * scale) / 2
        return [(left + x * width * scale, top + y * height * scale) for x, y in shares]

    def click(self, x: float, y: float, *, remove: bool = False) -> None:
        """Click on the photo."""
        self.page.mouse.move(*self.place(x, y))
        self.page.mouse.click(*self.place(x, y), button="right" if remove else "left")

    def stroke(self, *places: tuple[float, float]) -> None:
        """Draw along these places."""
        self.page.mouse.move(*self.place(*places[0]))
        self.page.mouse.down()
        for place in places[1:]:
            self.page.mouse.move(*self.place(*place), steps=8)
        self.page.mouse.up()

    def press(self, keys: str) -> None:
        """Press keys."""
        self.page.keyboard.press(keys)

    def saved(self) -> None:
        """Wait until the page says that everything is on the server."""
        expect(self.bar.locator("[data-tone=ok]")).to_have_text(
            re.compile(r"^Saved \d\d:\d\d:\d\d$")
        )

    def done(self, *steps: str) -> None:
        """Wait until the history reads so, the newest first, and all of it is saved."""
        expect(self.steps.locator("span:first-of-type")).to_have_text(list(steps))
        self.saved()

    @property
    def mask(self) -> np.ndarray:
        """What the server holds, (height, width) bool."""
        [mask] = self.client.get(f"images/{self.image['id']}/masks")["results"]
        return self.client.pixels(mask["id"])

    def shown(self) -> np.ndarray:
        """What the page shows of the mask: its black and white view, as a screenshot."""
        self.press("h")
        self.press("`")
        box = self.canvas.bounding_box()
        assert box is not None
        shot = Pillow.open(io.BytesIO(self.canvas.screenshot()))
        self.press("\\")
        width, height = self.image["width"], self.image["height"]
        left, top = self.place(0, 0)
        right, bottom = self.place(1, 1)
        area = (left - box["x"], top - box["y"], right - box["x"], bottom - box["y"])
        small = shot.convert("L").crop(area).resize((width, height))
        return np.asarray(small) > 127
