"""What is told stays no longer than it is so, is told once, and leads back."""

from typing import Any

from playwright.sync_api import expect

from tests.e2e.editor import Editor


def test_a_locked_object_is_told_once_and_until_it_is_unlocked(editor: Editor, photos: Any) -> None:
    _, [image] = photos(prelabel=1.0)
    editor.open(image)
    told = editor.page.get_by_role("heading", name="The object is locked")
    editor.press("Shift+L")
    editor.press("b")
    for _ in range(2):
        editor.stroke((0.1, 0.1), (0.2, 0.1))
    expect(told).to_have_count(1)
    editor.press("Shift+L")
    expect(told).to_have_count(0)


def test_the_way_back_to_what_was_submitted(editor: Editor, photos: Any) -> None:
    _, [first, second] = photos(2, prelabel=1.0)
    editor.open(first)
    editor.press("Control+Enter")
    editor.arrived(second)
    editor.page.get_by_role("button", name="Go back to it").click()
    editor.arrived(first)
