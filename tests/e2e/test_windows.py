"""Pages and dialogs fit the window, from a phone to a laptop of ten years ago."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

SIZES = {"phone": (390, 844), "tablet": (820, 1180), "laptop": (1024, 768)}


@pytest.fixture(params=SIZES)
def small(page: Page, request: pytest.FixtureRequest) -> Page:
    """A tab in a window that is not large."""
    width, height = SIZES[request.param]
    page.set_viewport_size({"width": width, "height": height})
    return page


def fits(part: Locator) -> None:
    """Wait until all of it is inside the window."""
    expect(part).to_be_in_viewport(ratio=1)


def test_the_wall_and_its_dialogs_fit(small: Page, photos: Any) -> None:
    dataset, _ = photos(2)
    small.goto(f"/datasets/{dataset['id']}")
    for name in ("Import photos", "Export", "Fix next"):
        fits(small.get_by_role("button", name=re.compile(f"^{name}$")).first)
    assert small.evaluate("document.documentElement.scrollWidth <= innerWidth")
    dialog = small.get_by_role("dialog")
    for keys in ("i", "o", "?"):
        small.keyboard.press(keys)
        fits(dialog)
        for button in ("Close", "Cancel" if keys != "?" else "Change keys"):
            fits(dialog.get_by_role("button", name=button))
        small.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


def test_all_ways_to_do_something_stand_beside_its_name(small: Page, photos: Any) -> None:
    _, [image] = photos()
    small.goto(f"/images/{image['id']}")
    small.locator("[data-canvas][data-ready=true]").wait_for()
    small.keyboard.press("?")
    rows = small.get_by_role("dialog").locator("dl > div")
    expect(rows.first).to_be_visible()
    over = rows.evaluate_all(
        "rows => rows.filter(row => row.scrollWidth > row.clientWidth + 1).map(row => row.innerText)"
    )
    assert over == []
