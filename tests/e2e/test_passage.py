"""Getting in, moving from image to image, handing in, taking the masks home."""

import io
import re
import zipfile
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests import server as servers
from tests.e2e.editor import Editor


def test_signing_in_leads_to_the_datasets(visitor: BrowserContext, photos: Any) -> None:
    dataset, _ = photos()
    page = visitor.new_page()
    page.goto("/")
    expect(page).to_have_url(re.compile("/login"))
    fields = page.locator("form input")
    fields.nth(0).fill("admin")
    fields.nth(1).fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_text("User name and password do not match.")).to_be_visible()
    fields.nth(1).fill(servers.PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/datasets"))
    expect(page.get_by_text(dataset["name"])).to_be_visible()


def test_from_the_grid_into_the_editor_and_back(page: Page, editor: Editor, photos: Any) -> None:
    dataset, images = photos(3)
    page.goto(f"/datasets/{dataset['id']}")
    page.get_by_role("gridcell", name=re.compile("^p1")).click()
    editor.arrived(images[1])
    expect(editor.bar).to_contain_text("2 of 3")
    page.get_by_role("button", name="Back to the wall").click()
    expect(page).to_have_url(re.compile(rf"/datasets/{dataset['id']}\b"))
    expect(page.get_by_role("gridcell", name=re.compile("^p0"))).to_be_visible()


def test_next_and_previous_without_leaving_the_editor(editor: Editor, photos: Any) -> None:
    _, images = photos(3)
    editor.open(images[0])
    editor.press("d")
    editor.arrived(images[1])
    editor.press("d")
    editor.arrived(images[2])
    editor.press("a")
    editor.arrived(images[1])
    expect(editor.bar).to_contain_text("2 of 3")


def test_submitting_goes_on_to_the_next(editor: Editor, photos: Any) -> None:
    _, images = photos(2)
    editor.open(images[0])
    expect(editor.page.get_by_role("button", name=re.compile("^Submit"))).to_be_disabled()
    editor.click(0.5, 0.5)
    editor.done("Click +")
    editor.press("Control+Enter")
    editor.arrived(images[1])
    assert editor.client.get(f"images/{images[0]['id']}")["state"] == "submitted"
    editor.press("a")
    editor.arrived(images[0])
    expect(editor.steps).to_have_count(1)


def test_an_image_that_is_not_there_says_so(page: Page) -> None:
    page.goto("/images/999999")
    expect(page.get_by_text("Nothing here", exact=True)).to_be_visible()


def test_the_export_is_downloaded(page: Page, editor: Editor, photos: Any) -> None:
    dataset, [image] = photos()
    editor.open(image)
    editor.click(0.5, 0.5)
    editor.done("Click +")
    page.goto(f"/datasets/{dataset['id']}")
    page.get_by_role("button", name=re.compile("^Export")).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Export 1 image").click()
    with page.expect_download() as waiting:
        dialog.get_by_role("link", name=re.compile("Download")).click()
    archive = zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes()))
    assert {"masks/p0.png", "cutouts/p0.png", "manifest.jsonl"} <= {
        name.split("/", 1)[1] if name.startswith("export-") else name for name in archive.namelist()
    }
