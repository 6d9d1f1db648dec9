"""The main job: click an object, get its mask, mend it."""

from typing import Any

import numpy as np
from playwright.sync_api import BrowserContext, expect

from tests import pictures
from tests.client import Client
from tests.e2e.editor import Editor


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union."""
    return float((a & b).sum() / max(1, (a | b).sum()))


def test_the_first_click_brings_a_mask_that_is_saved(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.click(0.5, 0.5)
    editor.done("Click +")
    assert overlap(editor.mask, pictures.ellipse(400, 300)) > 0.9


def test_what_a_click_changed_is_told_left_of_it(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.click(0.5, 0.5)
    told = editor.page.get_by_role("status").filter(has_text="added")
    pill = told.locator("div").bounding_box()
    assert pill is not None
    editor.done("Click +")
    left = np.flatnonzero(editor.mask.any(0))[0] / image["width"]
    away = editor.place(left, 0)[0] - (pill["x"] + pill["width"])
    assert 0 < away < 30


def test_a_click_that_changes_nothing_says_why(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.press("b")
    editor.stroke((0.4, 0.5), (0.6, 0.5))
    editor.done("Brush")
    editor.press("c")
    editor.click(0.05, 0.05, remove=True)
    told = editor.page.get_by_role("status").filter(has_text="Already")
    expect(told).to_have_text("Already background")
    editor.click(0.5, 0.5)
    editor.saved()
    editor.click(0.5, 0.5)
    expect(told).to_have_text("Already part of the mask")


def test_what_is_shown_is_what_is_saved(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.click(0.5, 0.5)
    editor.done("Click +")
    editor.page.mouse.move(5, 5)
    assert overlap(editor.shown(), editor.mask) > 0.95


def test_a_reload_shows_the_same_mask_and_history(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.click(0.5, 0.5)
    editor.done("Click +")
    editor.click(0.05, 0.05, remove=True)
    editor.click(0.62, 0.5)
    expect(editor.bar.locator("[data-tone=ok]")).to_be_visible()
    editor.saved()
    before, steps = editor.mask, editor.steps.locator("span:first-of-type").all_inner_texts()
    editor.page.reload()
    editor.arrived(image)
    expect(editor.steps.locator("span:first-of-type")).to_have_text(steps)
    assert (editor.mask == before).all()


def test_undo_and_redo_by_key_and_by_button(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.click(0.5, 0.5)
    editor.done("Click +")
    after = editor.mask
    editor.press("Control+z")
    editor.done("Click + (undone)")
    assert not editor.mask.any()
    editor.press("Control+Shift+z")
    editor.done("Click +")
    assert (editor.mask == after).all()
    editor.page.get_by_role("button", name="Undo").click()
    editor.done("Click + (undone)")
    assert not editor.mask.any()
    editor.page.get_by_role("button", name="Redo").click()
    editor.done("Click +")
    assert (editor.mask == after).all()
    editor.page.reload()
    editor.arrived(image)
    editor.press("Control+z")
    editor.done("Click + (undone)")


def test_backspace_takes_the_last_point_back(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.click(0.5, 0.5)
    editor.done("Click +")
    editor.press("Backspace")
    editor.done("Click + (undone)")
    assert not editor.mask.any()


def test_a_click_on_the_background_only_takes_from_a_prelabel(editor: Editor, photos: Any) -> None:
    _, [image] = photos(prelabel=1.6)
    editor.open(image)
    expect(editor.page.get_by_text("Auto on")).to_be_visible()
    before = editor.mask
    editor.click(0.5, 0.08, remove=True)
    editor.done("Click −", "Pre-label")
    after = editor.mask
    assert before.any() and not (after & ~before).any()
    removed = int((before & ~after).sum())
    expect(editor.page.get_by_text(f"removed {removed:,} px")).to_be_visible()


def test_clicks_held_back_by_shift_are_one_step(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.page.keyboard.down("Shift")
    editor.click(0.4, 0.5)
    editor.click(0.6, 0.5)
    expect(editor.page.get_by_text("Nothing has been done yet.")).to_be_visible()
    editor.page.keyboard.up("Shift")
    editor.done("2 clicks")
    assert editor.mask[150, 160] and editor.mask[150, 240]


def test_jumping_back_is_a_step_itself(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.press("b")
    editor.stroke((0.2, 0.2), (0.4, 0.2))
    editor.done("Brush")
    first = editor.mask
    editor.stroke((0.2, 0.8), (0.4, 0.8))
    editor.done("Brush", "Brush")
    editor.steps.nth(1).click()
    editor.done("Back to step 1", "Brush", "Brush")
    assert (editor.mask == first).all()


def test_a_second_tab_follows_and_can_go_on(
    editor: Editor, photos: Any, context: BrowserContext, client: Client
) -> None:
    _, [image] = photos()
    other = Editor(context.new_page(), client)
    editor.open(image)
    other.open(image)
    editor.click(0.5, 0.5)
    editor.done("Click +")
    expect(other.steps).to_have_count(1)
    other.press("b")
    other.stroke((0.1, 0.1), (0.2, 0.1))
    other.done("Brush", "Click +")
    expect(editor.steps).to_have_count(2)
    editor.press("e")
    editor.stroke((0.1, 0.1), (0.2, 0.1))
    editor.done("Eraser", "Brush", "Click +")
    assert not editor.mask[30, 60]
