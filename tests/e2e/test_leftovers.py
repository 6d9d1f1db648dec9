"""Work on an image that was left without a connection arrives, though nobody goes back to it."""

from typing import Any

from playwright.sync_api import expect

from tests import server as servers
from tests.e2e.editor import Editor
from tests.e2e.test_conflict import Line


def test_what_was_kept_of_another_image_is_sent_when_the_line_is_back(
    editor: Editor, photos: Any
) -> None:
    _, [first, second] = photos(2)
    line = Line(editor.page)
    editor.open(first)
    line.cut()
    expect(editor.page.get_by_role("alert")).to_contain_text("Offline")
    editor.press("b")
    editor.stroke((0.4, 0.5), (0.6, 0.5))
    expect(editor.page.get_by_role("alert")).to_contain_text("1 kept here")
    editor.press("d")
    editor.arrived(second)
    line.whole = True
    expect(
        editor.page.get_by_text(f"What was kept here of {first['key']} is saved")
    ).to_be_visible()
    editor.image = first
    servers.wait(lambda: editor.mask.any(), 10)
