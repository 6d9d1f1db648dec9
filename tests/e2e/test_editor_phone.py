"""The editor under a thumb, on a screen of 390 × 844."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests import server as servers
from tests.client import Client
from tests.e2e.editor import Editor
from tests.server import Server


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A phone."""
    context = browser.new_context(
        base_url=server.url, viewport={"width": 390, "height": 844}, locale="en-GB",
        has_touch=True, is_mobile=True, device_scale_factor=2,
    )  # fmt: skip
    context.set_default_timeout(20_000)
    yield context
    context.close()


def test_clicking_undoing_and_submitting_with_a_thumb(
    editor: Editor, photos: Any, client: Client
) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.page.touchscreen.tap(*editor.place(0.5, 0.5))
    # A click that has not been sent is withdrawn, and nothing is left to undo.
    servers.wait(lambda: _steps(client, image) == ["click"], 20)
    editor.page.get_by_role("button", name="Undo").tap()
    servers.wait(lambda: _steps(client, image) == ["click", "undo"], 20)
    assert not editor.mask.any()
    editor.page.touchscreen.tap(*editor.place(0.5, 0.5))
    expect(editor.page.get_by_role("button", name="Submit", exact=True)).to_be_enabled()
    editor.page.get_by_role("button", name="Submit", exact=True).tap()
    servers.wait(lambda: client.get(f"images/{image['id']}")["state"] == "submitted", 20)
    assert editor.mask[150, 200]


def test_a_finger_scribbles_and_two_fingers_zoom(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.page.get_by_role("button", name="Scribble").tap()
    fingers = editor.page.context.new_cdp_session(editor.page)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(places)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", editor.place(0.4, 0.5))
    for share in (0.45, 0.5, 0.55, 0.6):
        touch("touchMove", editor.place(share, 0.5))
    touch("touchEnd")
    servers.wait(lambda: bool(_masks(editor)), 20)
    servers.wait(lambda: bool(editor.mask[150, 200]), 20)
    before = editor.mask
    x, y = editor.place(0.5, 0.5)
    touch("touchStart", (x - 30, y), (x + 30, y))
    touch("touchMove", (x - 60, y), (x + 60, y))
    touch("touchMove", (x - 90, y), (x + 90, y))
    touch("touchEnd")
    editor.page.get_by_role("button", name="Eraser").tap()
    # Three times closer, so a third of the way from the middle to the edge of the photo is seen.
    right, middle = editor.place(0.95, 0.5)
    touch("touchStart", (right, middle))
    touch("touchMove", (right, middle + 5))
    touch("touchEnd")
    servers.wait(lambda: bool((editor.mask != before).any()), 20)
    gone = np.argwhere(before & ~editor.mask)
    assert abs(gone[:, 1].mean() / 400 - 0.65) < 0.04


def _masks(editor: Editor) -> list[dict[str, Any]]:
    return list(editor.client.get(f"images/{editor.image['id']}/masks")["results"])


def _steps(client: Client, image: dict[str, Any]) -> list[str]:
    masks = client.get(f"images/{image['id']}/masks")["results"]
    if not masks:
        return []
    rows = client.get(f"masks/{masks[0]['id']}/revisions")["results"]
    return [row["kind"] for row in reversed(rows)]
