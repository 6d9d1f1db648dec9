"""Keys that people choose for themselves hold on the canvas, on the buttons and in the help, in every browser."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.client import Client
from tests.e2e.editor import Editor


@pytest.fixture(autouse=True)
def _as_at_first(client: Client) -> Iterator[None]:
    """Other tests press the keys that everybody has."""
    yield
    client.http.patch("me", json={"key_map": {}}).raise_for_status()


def row(page: Page, name: str) -> Locator:
    """The line of an action."""
    return page.get_by_role("listitem", name=name, exact=True)


def give(page: Page, name: str, keys: str) -> None:
    """Press keys for an action."""
    row(page, name).get_by_role("button", name="Add a key").click()
    expect(row(page, name).get_by_role("button", name="Press the keys")).to_be_focused()
    page.keyboard.press(keys)


def test_a_key_of_ones_own_holds_everywhere(editor: Editor, photos: Any, client: Client) -> None:
    page = editor.page
    _, [image] = photos()
    page.goto("/profile")
    page.get_by_role("button", name="Change keys").click()
    with page.expect_response(re.compile("/api/v1/me$")):
        give(page, "Brush", "q")
    with page.expect_response(re.compile("/api/v1/me$")):
        row(page, "Brush").get_by_role("button", name="Take B away").click()
    assert client.get("me")["key_map"] == {"editor.brush": ["Q"]}

    editor.open(image)
    brush = page.get_by_role("button", name="Brush", exact=True)
    editor.press("b")
    expect(brush).to_have_attribute("aria-pressed", "false")
    editor.press("q")
    expect(brush).to_have_attribute("aria-pressed", "true")
    expect(brush).to_have_text("Q")
    editor.stroke((0.2, 0.5), (0.8, 0.5))
    editor.done("Brush")
    editor.press("Shift+/")
    help_ = page.get_by_role("dialog")
    help_.get_by_label("Find an action").fill("Brush")
    expect(help_.get_by_text("Q", exact=True)).to_be_visible()


def test_a_key_that_is_taken_says_by_whom_and_comes_back(page: Page, client: Client) -> None:
    page.goto("/profile/keys")
    give(page, "Brush", "e")
    expect(row(page, "Brush").get_by_role("alert")).to_contain_text("It belongs to Eraser now")
    assert client.get("me")["key_map"] == {}
    with page.expect_response(re.compile("/api/v1/me$")):
        row(page, "Brush").get_by_role("button", name="Use it here").click()
    expect(row(page, "Eraser")).to_contain_text("belongs to Brush now")
    assert client.get("me")["key_map"] == {"editor.brush": ["B", "E"]}
    with page.expect_response(re.compile("/api/v1/me$")):
        row(page, "Brush").get_by_role("button", name="As it was at first").click()
    expect(row(page, "Eraser").get_by_role("button", name="Take E away")).to_be_attached()
    assert client.get("me")["key_map"] == {}


def test_what_the_browser_keeps_is_refused_and_all_can_be_reset(page: Page, client: Client) -> None:
    page.goto("/profile/keys")
    give(page, "Undo", "Control+Shift+KeyT")
    expect(row(page, "Undo").get_by_role("alert")).to_contain_text("browser's")
    row(page, "Undo").get_by_role("button", name="Leave it").click()
    give(page, "Undo", "u")
    give(page, "Redo", "y")
    expect(page.get_by_role("button", name="Reset all")).to_be_enabled()
    with page.expect_response(lambda answer: answer.request.post_data == '{"key_map":{}}'):
        page.get_by_role("button", name="Reset all").click()
    assert client.get("me")["key_map"] == {}
    page.get_by_role("button", name="Undo").last.click()
    expect(row(page, "Redo").get_by_role("button", name="Take Y away")).to_be_attached()


HELD = "() => document.activeElement.ariaLabel ?? document.activeElement.textContent"


def opened_help(page: Page) -> Locator:
    """The dialog with all keys."""
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    return dialog


def test_one_escape_closes_a_dialog_wherever_the_focus_is(page: Page, photos: Any) -> None:
    photos()
    page.goto("/datasets")
    expect(page.get_by_role("heading", name="Datasets", exact=True)).to_be_visible()
    seen: list[str] = []
    while len(seen) < 2 or seen[-1] not in seen[1:-1]:
        dialog = opened_help(page)
        for _ in seen:
            page.keyboard.press("Tab")
        seen.append(page.evaluate(HELD))
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    assert {"Find an action", "Close", "Change keys"} < set(seen), seen


@pytest.mark.parametrize("reached", ["by key", "by pointer"])
def test_one_escape_closes_a_dialog_and_the_name_of_its_button(
    page: Page, photos: Any, reached: str
) -> None:
    photos()
    page.goto("/datasets")
    expect(page.get_by_role("heading", name="Datasets", exact=True)).to_be_visible()
    dialog = opened_help(page)
    close = dialog.get_by_role("button", name="Close")
    if reached == "by key":
        while not close.evaluate("button => button === document.activeElement"):
            page.keyboard.press("Tab")
    else:
        close.hover()
    expect(page.get_by_text("CloseEsc", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
