"""Bringing photos in: what cannot come in says why before anything is written."""

from typing import Any

from playwright.sync_api import Page, expect


def test_what_is_neither_a_zip_nor_a_picture_says_so(page: Page, photos: Any) -> None:
    dataset, _ = photos()
    page.goto(f"/datasets/{dataset['id']}")
    page.get_by_role("button", name="Import photos").first.click()
    dialog = page.get_by_role("dialog", name="Import photos")
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(
        {"name": "photos.rar", "mimeType": "application/vnd.rar", "buffer": b"Rar!\x1a\x07"}
    )
    told = dialog.get_by_role("alert")
    expect(told).to_contain_text("Nothing was written")
    expect(told).to_contain_text("Neither a zip nor a picture")
    expect(dialog.get_by_role("button", name="Import", exact=True)).to_be_disabled()
