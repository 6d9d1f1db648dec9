"""What cannot be opened says why, and is no dead end."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.editor import Editor


def test_a_picture_that_cannot_be_read_leaves_the_way_to_the_next(
    editor: Editor, photos: Any
) -> None:
    _, [first, second] = photos(2)
    editor.page.route(
        f"**/images/{first['id']}/file*", lambda route: route.fulfill(body="no picture")
    )
    editor.page.goto(f"/images/{first['id']}")
    expect(editor.page.get_by_role("alert")).to_contain_text("This picture cannot be read")
    editor.press("d")
    editor.arrived(second)


def test_a_dataset_that_does_not_exist_has_no_tabs(page: Page) -> None:
    page.goto("/datasets/987654/settings")
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
    tabs = page.get_by_role("navigation", name="Pages").get_by_role("link")
    expect(tabs.first).to_have_text("Datasets")
    assert not {"Wall", "Members", "Settings"} & set(tabs.all_inner_texts())


def test_a_page_opens_by_itself_when_the_server_is_back(page: Page, photos: Any) -> None:
    dataset, _ = photos()
    gone = "**/api/v1/datasets/*"
    page.route("**/api/v1/health/live", lambda route: route.abort())
    page.route(gone, lambda route: route.abort())
    page.goto(f"/datasets/{dataset['id']}/settings")
    expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    page.unroute(gone)
    page.unroute("**/api/v1/health/live")
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
