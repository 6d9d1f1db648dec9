"""Every tool of the editor, used as a hand would, and what it leaves on the server."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests import pictures
from tests.client import Client
from tests.e2e.editor import Editor


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union."""
    return float((a & b).sum() / max(1, (a | b).sum()))


@pytest.fixture
def opened(editor: Editor, photos: Any) -> Editor:
    """The editor with a photo of an ellipse and no mask."""
    _, [image] = photos()
    editor.open(image)
    return editor


def outline(editor: Editor, *places: tuple[float, float]) -> None:
    """Click from place to place, as one sets the corners of an outline."""
    for x, y in places:
        editor.page.mouse.move(*editor.place(x, y), steps=6)
        editor.page.mouse.click(*editor.place(x, y))


def square(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """(300, 400) bool: the pixels of a rectangle given in shares of the photo."""
    mask = np.zeros((300, 400), bool)
    mask[round(top * 300) : round(bottom * 300), round(left * 400) : round(right * 400)] = True
    return mask


CORNERS = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))


def test_a_polygon_is_filled_and_with_alt_taken_away(opened: Editor) -> None:
    opened.press("p")
    outline(opened, *CORNERS, CORNERS[0])
    opened.done("Polygon +")
    assert overlap(opened.mask, square(0.25, 0.25, 0.75, 0.75)) > 0.98
    outline(opened, (0.5, 0.1), (0.9, 0.1), (0.9, 0.9), (0.5, 0.9))
    opened.page.keyboard.down("Alt")
    opened.press("Enter")
    opened.page.keyboard.up("Alt")
    opened.done("Polygon −", "Polygon +")
    assert overlap(opened.mask, square(0.25, 0.25, 0.5, 0.75)) > 0.97


def test_backspace_takes_a_corner_back_and_escape_the_whole_outline(opened: Editor) -> None:
    opened.press("p")
    outline(opened, *CORNERS[:2], (0.95, 0.5))
    opened.press("Backspace")
    outline(opened, *CORNERS[2:])
    opened.press("Enter")
    opened.done("Polygon +")
    assert overlap(opened.mask, square(0.25, 0.25, 0.75, 0.75)) > 0.98
    outline(opened, (0.1, 0.1), (0.2, 0.1), (0.2, 0.2))
    opened.press("Escape")
    opened.press("Enter")
    expect(opened.steps).to_have_count(1)


def test_the_edge_lasso_finds_the_ellipse_between_rough_clicks(opened: Editor) -> None:
    opened.press("l")
    angles = np.linspace(0, 2 * np.pi, 9)[:-1]
    # Four pixels beside the edge, now inside, now outside.
    ring = [
        (0.5 + (0.3 + off) * np.cos(a), 0.5 + (0.3 + off) * np.sin(a))
        for a, off in zip(angles, [0.01, -0.01] * 4, strict=True)
    ]
    outline(opened, *[(float(x), float(y)) for x, y in ring])
    opened.press("Enter")
    opened.done("Edge lasso +")
    assert overlap(opened.mask, pictures.ellipse(400, 300)) > 0.97


def test_the_magic_wand_takes_more_when_it_is_dragged(opened: Editor) -> None:
    opened.press("w")
    opened.stroke((0.5, 0.5), (0.505, 0.5))
    opened.done("Magic wand +")
    little = np.count_nonzero(opened.mask)
    opened.press("Control+z")
    opened.done("Magic wand + (undone)")
    opened.stroke((0.5, 0.5), (0.56, 0.5))
    opened.done("Magic wand +")
    assert overlap(opened.mask, pictures.ellipse(400, 300)) > 0.95
    assert np.count_nonzero(opened.mask) > little


def test_a_hole_is_filled_by_the_clean_up(opened: Editor) -> None:
    opened.press("w")
    opened.stroke((0.5, 0.5), (0.56, 0.5))
    opened.done("Magic wand +")
    opened.press("e")
    opened.stroke((0.5, 0.5), (0.52, 0.5))
    opened.done("Eraser", "Magic wand +")
    assert not opened.mask[150, 202]
    opened.press("k")
    opened.press("1")
    opened.press("Enter")
    opened.done("Fill holes", "Eraser", "Magic wand +")
    assert opened.mask[150, 202]


def test_superpixels_are_painted_and_taken_away(opened: Editor) -> None:
    opened.press("s")
    opened.page.mouse.move(*opened.place(0.5, 0.5))
    expect(opened.page.get_by_text("Cutting the photo into cells")).to_be_hidden()
    opened.stroke((0.35, 0.5), (0.65, 0.5))
    opened.done("Superpixel +")
    before = opened.mask
    inside = before & pictures.ellipse(400, 300)
    assert before[148:152, 145:255].mean() > 0.97 and inside.sum() / before.sum() > 0.95
    # The middle of the pixel (200, 150).
    x, y = 200.5 / 400, 150.5 / 300
    opened.page.mouse.move(*opened.place(x, y))
    opened.page.keyboard.down("Alt")
    opened.click(x, y)
    opened.page.keyboard.up("Alt")
    opened.done("Superpixel −", "Superpixel +")
    after = opened.mask
    assert not after[150, 200] and not (after & ~before).any()


def test_a_scribble_adds_what_is_under_it(opened: Editor) -> None:
    opened.press("t")
    opened.stroke((0.4, 0.45), (0.6, 0.55))
    opened.done("Scribble +")
    mask = opened.mask
    assert mask[150, 200] and mask[140, 170] and mask[160, 230]
    assert overlap(mask, pictures.ellipse(400, 300)) > 0.9


def test_a_box_starts_an_object(opened: Editor) -> None:
    opened.press("r")
    opened.stroke((0.17, 0.17), (0.83, 0.83))
    opened.done("Box")
    assert overlap(opened.mask, pictures.ellipse(400, 300)) > 0.9


@pytest.mark.parametrize(
    ("key", "words", "amount"), [("5", "Grow", +1), ("6", "Shrink", -1), ("7", "Invert", 0)]
)
def test_a_clean_up_is_seen_before_it_is_applied(
    opened: Editor, key: str, words: str, amount: int
) -> None:
    opened.press("p")
    outline(opened, *CORNERS, CORNERS[0])
    opened.done("Polygon +")
    before = opened.mask
    opened.press("k")
    opened.press(key)
    panel = opened.page.get_by_role("region", name="Clean-up")
    foretold = panel.get_by_role("status")
    expect(foretold).to_have_text(re.compile(r"\d px"))
    figures = [int(n.replace(",", "")) for n in re.findall(r"[\d,]+", foretold.inner_text())]
    assert (opened.mask == before).all()
    panel.get_by_role("button", name="Apply").click()
    opened.done(words, "Polygon +")
    after = opened.mask
    assert int((after != before).sum()) == sum(figures)
    if amount:
        assert (int(after.sum()) - int(before.sum())) * amount > 0
    else:
        assert (after == ~before).all()


def two_objects(editor: Editor) -> None:
    """A large rectangle, and a small one in a corner of the photo."""
    editor.press("p")
    outline(editor, *CORNERS, CORNERS[0])
    editor.done("Polygon +")
    editor.press("n")
    outline(editor, (0.05, 0.05), (0.2, 0.05), (0.2, 0.2), (0.05, 0.2), (0.05, 0.05))
    editor.done("Polygon +")


def test_a_second_object_is_worked_on_by_itself(opened: Editor) -> None:
    two_objects(opened)
    masks = opened.client.get(f"images/{opened.image['id']}/masks")["results"]
    first, second = (opened.client.pixels(mask["id"]) for mask in masks)
    assert overlap(first, square(0.25, 0.25, 0.75, 0.75)) > 0.98
    assert overlap(second, square(0.05, 0.05, 0.2, 0.2)) > 0.95
    opened.press("Delete")
    opened.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(opened.page.get_by_role("region", name="Objects").locator("li")).to_have_count(1)
    assert overlap(opened.mask, square(0.25, 0.25, 0.75, 0.75)) > 0.98


def test_who_keeps_objects_apart_is_told_that_it_holds_for_the_dataset(
    opened: Editor, join: Callable[..., Editor], client: Client
) -> None:
    two_objects(opened)
    page, dataset = opened.page, client.get(f"datasets/{opened.image['dataset']}")
    switch = page.get_by_role("switch", name="No overlap in dataset")
    switch.hover()
    expect(page.get_by_text("Holds for all images of this dataset.")).to_be_visible()
    switch.click()
    told = page.get_by_role("dialog").filter(has_text="In all images of this dataset")
    expect(told).to_be_visible()
    expect(switch).to_be_checked()
    assert client.get(f"datasets/{dataset['id']}")["settings"]["no_overlap"] is True
    told.get_by_role("button", name="Undo").click()
    expect(switch).not_to_be_checked()
    reviewer = join(dataset, "reviewer")
    reviewer.open(opened.image)
    expect(reviewer.page.get_by_role("button", name="New object")).to_be_visible()
    expect(reviewer.page.get_by_role("switch", name="No overlap in dataset")).to_have_count(0)


def test_a_locked_object_is_left_alone(opened: Editor) -> None:
    opened.press("Shift+L")
    expect(opened.page.get_by_role("button", name="Unlock the object")).to_be_visible()
    opened.press("b")
    opened.stroke((0.2, 0.5), (0.8, 0.5))
    expect(opened.page.get_by_text("The object is locked")).to_be_visible()
    expect(opened.page.get_by_text("Nothing has been done yet.")).to_be_visible()
    opened.page.get_by_role("button", name="Unlock", exact=True).click()
    expect(opened.page.get_by_role("button", name="Lock the object")).to_be_visible()
    opened.stroke((0.2, 0.5), (0.8, 0.5))
    opened.done("Brush")
