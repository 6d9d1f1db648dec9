"""Painting and erasing by hand."""

from typing import Any

from playwright.sync_api import expect

from tests import server as servers
from tests.e2e.editor import Editor
from tests.server import Server


def test_brush_and_eraser_change_what_they_touch(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.press("b")
    editor.stroke((0.2, 0.5), (0.8, 0.5))
    editor.done("Brush")
    mask = editor.mask
    assert mask[150, 81:319].all()
    assert not mask[:130].any() and not mask[170:].any()
    editor.press("e")
    editor.stroke((0.5, 0.4), (0.5, 0.6))
    editor.done("Eraser", "Brush")
    mask = editor.mask
    assert not mask[150, 200] and mask[150, 100] and mask[150, 300]
    expect(editor.page.get_by_role("region", name="Objects")).to_contain_text("%")


def test_ctrl_erases_while_it_is_held(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.press("b")
    editor.stroke((0.2, 0.5), (0.8, 0.5))
    editor.done("Brush")
    editor.page.keyboard.down("Control")
    editor.stroke((0.5, 0.4), (0.5, 0.6))
    editor.page.keyboard.up("Control")
    editor.done("Eraser", "Brush")
    assert not editor.mask[150, 200]


def test_escape_drops_a_stroke_that_is_being_drawn(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.press("b")
    editor.page.mouse.move(*editor.place(0.3, 0.3))
    editor.page.mouse.down()
    editor.page.mouse.move(*editor.place(0.6, 0.3), steps=5)
    editor.press("Escape")
    editor.page.mouse.up()
    editor.arrived(image)
    expect(editor.page.get_by_text("Nothing has been done yet.")).to_be_visible()


def test_strokes_made_while_the_server_is_away_are_sent_when_it_is_back(
    editor: Editor, photos: Any, server: Server
) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.press("b")
    editor.stroke((0.2, 0.3), (0.8, 0.3))
    editor.done("Brush")
    server.kill()
    try:
        expect(editor.page.get_by_role("alert")).to_contain_text("Offline")
        editor.stroke((0.2, 0.7), (0.8, 0.7))
        expect(editor.bar).to_contain_text("Offline, 1 kept here")
    finally:
        server.start()
    editor.done("Brush", "Brush")
    servers.wait(lambda: bool(editor.mask[210, 100]), 10)
    assert editor.mask[90, 100]
