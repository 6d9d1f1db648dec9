"""What is wrong with a mask leads to where it is wrong."""

from typing import Any

from playwright.sync_api import expect

from tests.e2e.editor import Editor


def test_a_click_on_a_reason_goes_to_its_place(editor: Editor, photos: Any) -> None:
    _, [image] = photos(prelabel=1.0)
    editor.open(image)
    editor.press("b")
    editor.stroke((0.05, 0.08), (0.12, 0.08))
    editor.done("Brush", "Pre-label")
    quality = editor.page.get_by_role("region", name="Quality")
    reason = quality.get_by_title("Go there").first
    status = editor.page.get_by_role("contentinfo")
    expect(status).to_contain_text("Fit")
    reason.click()
    expect(status).not_to_contain_text("Fit")
    expect(editor.page.get_by_role("img", name="Overview")).to_be_visible()
