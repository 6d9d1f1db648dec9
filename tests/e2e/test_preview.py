"""What a click would do shows while the pointer rests, and is never kept."""

import io
from typing import Any

import numpy as np
from PIL import Image as Pillow
from playwright.sync_api import expect

from tests import pictures, server
from tests.e2e.editor import Editor


def photo(editor: Editor) -> np.ndarray:
    """The photo as it is shown, (height, width, 3)."""
    shot = Pillow.open(io.BytesIO(editor.canvas.screenshot())).convert("RGB")
    box = editor.canvas.bounding_box()
    assert box is not None
    (left, top), (right, bottom) = editor.place(0, 0), editor.place(1, 1)
    area = (left - box["x"], top - box["y"], right - box["x"], bottom - box["y"])
    width, height = editor.image["width"], editor.image["height"]
    return np.asarray(shot.crop(area).resize((width, height))).astype(int)


def rest(editor: Editor, x: float, y: float) -> None:
    """Move the pointer there as a hand does, and leave it."""
    editor.page.mouse.move(*editor.place(x - 0.05, y))
    editor.page.mouse.move(*editor.place(x, y), steps=5)


def test_the_resting_pointer_shows_what_a_click_would_do(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    editor.page.mouse.move(5, 5)
    plain = photo(editor)

    def tinted() -> np.ndarray:
        return np.abs(photo(editor) - plain).max(axis=2) > 12

    def shown() -> bool:
        # A busy server drops previews; a hand moves on, and rests again.
        rest(editor, 0.5, 0.5)
        return any(tinted().sum() > 2000 for _ in range(5))

    server.wait(shown, 60)
    seen, ellipse = tinted(), pictures.ellipse(400, 300)
    assert (seen & ellipse).sum() / (seen | ellipse).sum() > 0.6
    # Nothing of it is kept: no mask was made, and it goes with the pointer.
    assert editor.client.get(f"images/{image['id']}/masks")["results"] == []
    editor.page.mouse.move(5, 5)
    server.wait(lambda: tinted().sum() < 100, 20)
    # The click itself comes as ever.
    editor.click(0.5, 0.5)
    editor.done("Click +")
    assert editor.mask.any()


def test_the_preview_can_be_turned_off_for_good(editor: Editor, photos: Any) -> None:
    _, [image] = photos()
    editor.open(image)
    switch = editor.page.get_by_role("switch", name="Preview while the pointer rests")
    expect(switch).to_be_checked()
    switch.click()
    asked: list[str] = []
    editor.page.on(
        "websocket",
        lambda live: live.on("framesent", lambda frame: asked.append(str(frame))),
    )
    editor.page.reload()
    editor.arrived(image)
    expect(switch).not_to_be_checked()
    rest(editor, 0.5, 0.5)
    editor.click(0.5, 0.5)
    editor.done("Click +")
    assert asked and not any('"preview"' in frame for frame in asked)
