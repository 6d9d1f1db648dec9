"""Work that was kept while the line was broken meets the work of another person."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.e2e.editor import Editor

MINE, THEIRS = (60, 200), (240, 200)


class Line:
    """The page's sockets: they pass through here, and can be cut."""

    def __init__(self, page: Page) -> None:
        self.whole = True
        self.sockets: list[WebSocketRoute] = []
        page.route_web_socket(re.compile("/ws/"), self._opened)

    def _opened(self, socket: WebSocketRoute) -> None:
        if not self.whole:
            socket.close(code=4000)
            return
        socket.connect_to_server()
        self.sockets.append(socket)

    def cut(self) -> None:
        """Nothing comes through from now on."""
        self.whole = False
        for socket in self.sockets:
            socket.close(code=4000)


@pytest.fixture
def met(editor: Editor, join: Callable[..., Editor], photos: Any) -> Locator:
    """A stroke drawn offline, across the top, over a mask in which another person then drew one below."""
    dataset, [image] = photos()
    line = Line(editor.page)
    editor.open(image)
    editor.press("b")
    editor.stroke((0.45, 0.5), (0.55, 0.5))
    editor.done("Brush")
    line.cut()
    expect(editor.page.get_by_role("alert")).to_contain_text("Offline")
    editor.stroke((0.2, 0.2), (0.8, 0.2))
    expect(editor.page.get_by_role("alert")).to_contain_text("1 kept here")
    editor.client.http.delete(f"images/{image['id']}/lease")
    other = join(dataset, "annotator")
    other.open(image)
    other.press("b")
    other.stroke((0.2, 0.8), (0.8, 0.8))
    other.done("Brush", "Brush")
    other.page.close()
    # A reviewer gets the lease at once.
    assert editor.client.http.put(
        f"images/{image['id']}/lease", json={"take_over": True}
    ).is_success
    line.whole = True
    editor.page.reload()
    dialog = editor.page.get_by_role("dialog")
    expect(dialog).to_contain_text("changed “product” too")
    return dialog


def marks(mask: Any) -> tuple[bool, bool]:
    """Whether one's own stroke and the other person's are in the mask."""
    return bool(mask[MINE]), bool(mask[THEIRS])


def test_nothing_is_sent_before_one_has_chosen(editor: Editor, met: Locator) -> None:
    assert marks(editor.mask) == (False, True)
    met.get_by_role("button", name="Close").click()
    bar = editor.page.get_by_role("alert")
    expect(bar).to_contain_text("changed this mask too")
    editor.page.reload()
    expect(met).to_contain_text("changed “product” too")
    assert marks(editor.mask) == (False, True)


def test_merged_both_are_in_the_mask(editor: Editor, met: Locator) -> None:
    met.get_by_role("button", name="Merge regions").click()
    expect(met).to_be_hidden()
    editor.done("Brush", "Brush", "Brush")
    assert marks(editor.mask) == (True, True)


def test_as_a_copy_each_is_an_object_of_its_own(editor: Editor, met: Locator) -> None:
    met.get_by_role("button", name="Keep mine as a copy").click()
    expect(met).to_be_hidden()
    editor.saved()
    masks = editor.client.get(f"images/{editor.image['id']}/masks")["results"]
    found = [marks(editor.client.pixels(mask["id"])) for mask in masks]
    assert sorted(found) == [(False, True), (True, False)]
    # What both had seen is in both.
    assert all(editor.client.pixels(mask["id"])[150, 200] for mask in masks)


def test_theirs_comes_back_and_mine_is_a_step_before_it(editor: Editor, met: Locator) -> None:
    met.get_by_role("button", name="Take theirs").click()
    expect(met).to_be_hidden()
    editor.done("Back to step 2", "Brush", "Brush", "Brush")
    assert marks(editor.mask) == (False, True)
    editor.press("Control+z")
    editor.done("Back to step 2 (undone)", "Brush", "Brush", "Brush")
    assert marks(editor.mask) == (True, True)
