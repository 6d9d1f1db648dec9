"""What others do and what one may do shows in the editor, and costs no work."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests import server as servers
from tests.client import Client
from tests.e2e.editor import Editor


def test_a_viewer_can_look_and_gets_no_tools(join: Callable[..., Editor], photos: Any) -> None:
    dataset, [image] = photos(prelabel=1.0)
    viewer = join(dataset, "viewer")
    viewer.open(image)
    page = viewer.page
    expect(page.get_by_text("You can look, but not change anything")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Brush"))).to_have_attribute(
        "aria-disabled", "true"
    )
    expect(page.get_by_role("button", name=re.compile("^Submit"))).to_be_disabled()
    viewer.press("b")
    viewer.stroke((0.1, 0.1), (0.3, 0.1))
    expect(viewer.steps).to_have_count(1)
    assert not viewer.mask[30, 60]


def test_the_second_person_asks_and_the_first_hands_over(
    editor: Editor, join: Callable[..., Editor], photos: Any
) -> None:
    dataset, [image] = photos()
    editor.open(image)
    editor.press("b")
    editor.stroke((0.2, 0.5), (0.4, 0.5))
    editor.done("Brush")
    other = join(dataset, "annotator")
    other.open(image)
    expect(other.page.get_by_role("alert")).to_contain_text("is editing this")
    other.page.get_by_role("button", name="Ask to take over").click()
    asked = editor.page.get_by_role("alert")
    expect(asked).to_contain_text("asks to take over")
    asked.get_by_role("button", name="Hand over").click()
    expect(editor.page.get_by_role("alert")).to_contain_text("is editing this")
    expect(other.page.get_by_role("alert")).to_be_hidden()
    other.press("b")
    other.stroke((0.6, 0.5), (0.8, 0.5))
    other.done("Brush", "Brush")
    expect(editor.steps).to_have_count(2)


def test_a_session_that_ends_is_renewed_over_the_page_and_nothing_is_lost(
    editor: Editor, page: Page, context: BrowserContext, photos: Any
) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.press("b")
    editor.stroke((0.2, 0.5), (0.8, 0.5))
    editor.done("Brush")
    context.clear_cookies()
    editor.press("Control+Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Sign in again")
    dialog.get_by_label("Password of admin").fill("wrong")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("The password is not right.")
    dialog.get_by_label("Password of admin").fill(servers.PASSWORD)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    editor.stroke((0.2, 0.7), (0.8, 0.7))
    editor.done("Brush", "Brush")
    assert editor.mask[150, 200] and editor.mask[210, 200]


def test_a_second_tab_of_one_person_says_so(
    editor: Editor, context: BrowserContext, client: Client, photos: Any
) -> None:
    _, [image] = photos()
    editor.open(image)
    other = Editor(context.new_page(), client)
    other.open(image)
    for tab in (editor, other):
        expect(tab.bar.get_by_text("Open in another tab")).to_be_visible()
    other.page.close()
    expect(editor.bar.get_by_text("Open in another tab")).to_be_hidden()
