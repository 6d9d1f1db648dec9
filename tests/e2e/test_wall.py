"""The wall: from a fault into the editor and back to the same rows, and what narrows and orders it."""

import re
import uuid
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests import pictures
from tests import server as servers
from tests.client import Client
from tests.e2e.editor import Editor

WIDTH, HEIGHT = 400, 300
SPECK = (slice(250, 280), slice(340, 380))
"""Rows and columns of what does not belong to the object."""
MANY, FAULTY = 90, "p70"
STATUS_BAR = 900 - 26
"""Where the window ends for the photos, in pixels from its top."""


@pytest.fixture
def wall(client: Client, page: Page) -> tuple[dict[str, Any], dict[str, Any]]:
    """(dataset, image): photos on more rows than a window has; one has a scored mask with a speck beside it."""
    photo = pictures.photo(WIDTH, HEIGHT)
    mask = pictures.ellipse(WIDTH, HEIGHT)
    mask[SPECK] = True
    files = {}
    for n in range(MANY):
        photo[0, 0] = n  # each its own: what is there already is not imported again
        files[f"images/p{n:02}.png"] = pictures.png(photo)
    dataset = client.dataset(files | {f"masks/{FAULTY}.png": pictures.png(mask)})

    def faulty() -> dict[str, Any]:
        return client.get("images", dataset=dataset["id"], q=FAULTY)["results"][0]

    servers.wait(lambda: faulty()["score"] is not None, 60, lambda: str(faulty()))
    page.goto(f"/datasets/{dataset['id']}")
    return dataset, faulty()


def cells(page: Page) -> Locator:
    """The photos on the wall that are near the window."""
    return page.get_by_role("gridcell")


def choose(page: Page, label: str, option: str) -> None:
    """Choose something in a menu of the strip."""
    page.get_by_role("button", name=re.compile(f"^{label}")).click()
    page.get_by_role("menuitemradio", name=option, exact=True).click()


def test_a_fault_leads_to_its_place_and_back_to_the_same_rows(
    page: Page, client: Client, wall: Any
) -> None:
    _, image = wall
    assert any(reason["name"] == "fragments" for reason in image["reasons"]), image
    first, cell = cells(page).first, cells(page).filter(has=page.get_by_text("fragments"))
    expect(first).to_be_visible()
    box = first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    before = None
    while before is None or before["y"] + before["height"] > STATUS_BAR:
        page.mouse.wheel(0, 300)
        page.wait_for_function("() => new Promise(requestAnimationFrame)")
        before = cell.bounding_box() if cell.count() else None
    cell.get_by_role("button").filter(has_text="fragments").click()
    editor = Editor(page, client)
    editor.arrived(image)
    # What the hand finds in the middle of the view is the speck, close up: one touch of the eraser is inside it.
    editor.press("e")
    editor.click(0.5, 0.5)
    editor.done("Eraser", "Pre-label")
    was = pictures.ellipse(WIDTH, HEIGHT)
    was[SPECK] = True
    gone = was & ~editor.mask
    assert gone.any() and not gone[~np.isin(np.arange(HEIGHT), np.r_[SPECK[0]])].any()
    assert not gone[:, ~np.isin(np.arange(WIDTH), np.r_[SPECK[1]])].any()
    page.get_by_role("button", name="Back to the wall").click()
    back = page.get_by_role("gridcell", name=re.compile(f"^{FAULTY}"))
    expect(back).to_be_in_viewport(ratio=1)
    after = back.bounding_box()
    assert after is not None
    assert abs(after["y"] - before["y"]) <= 1


def test_the_next_image_is_shown_whole(page: Page, client: Client, wall: Any) -> None:
    dataset, image = wall
    page.goto(f"/datasets/{dataset['id']}?at={image['id']}")
    page.get_by_role("button").filter(has_text="fragments").click()
    editor = Editor(page, client)
    editor.arrived(image)
    whole = page.get_by_role("img", name="Overview")
    expect(whole).to_be_visible()
    editor.press("d")
    editor.arrived(client.get("images", dataset=dataset["id"], q="p71")["results"][0])
    expect(whole).to_have_count(0)


def test_the_count_of_a_state_is_that_of_the_images_it_shows(
    page: Page, client: Client, photos: Any
) -> None:
    dataset, [first, *_] = photos(3, prelabel=1.0)
    client.post(f"images/{first['id']}/submit", {"op_id": str(uuid.uuid4())})
    page.goto(f"/datasets/{dataset['id']}")
    states = page.get_by_role("group", name="State")
    for name, count in (("To review", 1), ("New", 2), ("Accepted", 0), ("All", 3)):
        state = states.get_by_role("button", name=re.compile(f"^{name}"))
        expect(state).to_have_text(f"{name}{count}")
        state.click()
        expect(cells(page)).to_have_count(count)


def test_only_what_has_the_fault_is_shown(page: Page, wall: Any) -> None:
    expect(cells(page).first).to_be_visible()
    choose(page, "Fault", "fragments")
    expect(cells(page)).to_have_count(1)
    expect(cells(page)).to_contain_text("fragments")
    choose(page, "Fault", "hole")
    expect(page.get_by_text("No image matches")).to_be_visible()
    page.get_by_role("button", name="Clear the filter").click()
    expect(cells(page).nth(20)).to_be_visible()


def test_the_layers_show_the_masks(page: Page, wall: Any) -> None:
    page.get_by_role("button", name="Cut-out").click()
    choose(page, "Fault", "fragments")
    shown = cells(page).locator("img")
    expect(shown).to_have_count(1)
    for layer, kind in (("Cut-out", "cutout"), ("Overlay", "overlay"), ("Picture", "thumb")):
        page.get_by_role("button", name=layer).click()
        expect(shown).to_have_attribute("src", re.compile(f"/{kind}[?]"))
        page.wait_for_function("() => document.querySelector('[role=gridcell] img').naturalWidth")
    page.reload()
    expect(shown).to_have_attribute("src", re.compile("/thumb[?]"))
    page.keyboard.press("f")
    expect(shown).to_have_attribute("src", re.compile("/overlay[?]"))
