"""A picture that is too large to be loaded as a whole."""

import io
import re
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow
from playwright.sync_api import expect

from tests import server
from tests.client import Client
from tests.e2e.editor import Editor

WIDTH, HEIGHT = 8000, 5000


@pytest.fixture
def large(client: Client) -> dict[str, Any]:
    """Forty megapixels of grey; around the middle columns of one pixel, black and white in turn."""
    pixels = np.full((HEIGHT, WIDTH), 128, np.uint8)
    pixels[2200:2800, 3600:4400] = np.where(np.arange(800) % 2, 255, 0)
    packed = io.BytesIO()
    Pillow.fromarray(pixels).save(packed, "JPEG", quality=95)
    dataset = client.dataset({"images/large.jpg": packed.getvalue()})
    return client.images(dataset)[0]


def contrast(editor: Editor) -> float:
    """How much the pixels around the middle of the view differ."""
    shot = Pillow.open(io.BytesIO(editor.canvas.screenshot())).convert("L")
    across, down = shot.width // 2, shot.height // 2
    return float(np.asarray(shot)[down - 60 : down - 20, across - 60 : across - 20].std())


def test_single_pixels_show_at_full_size_and_the_mask_has_all_of_them(
    editor: Editor, large: dict[str, Any]
) -> None:
    page = editor.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    editor.open(large)
    expect(page.get_by_role("img", name="Overview")).to_be_hidden()
    # Fitted, a smaller copy is enough.
    assert not any("/tile/" in url or "/file" in url for url in asked)
    page.mouse.move(*editor.place(0.5, 0.5))
    editor.press("9")
    server.wait(lambda: contrast(editor) > 60, 60)
    tiles = [url for url in asked if "/tile/" in url]
    assert 1 <= len(tiles) <= 12 and not any("/file" in url for url in asked)
    editor.press("b")
    box = editor.canvas.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 100, middle[1], steps=5)
    page.mouse.up()
    editor.done("Brush")
    mask = editor.mask
    assert mask.shape == (HEIGHT, WIDTH)
    rows, columns = np.nonzero(mask)
    # At 100 % a pixel of the screen is one of the image.
    assert columns.max() - columns.min() + 1 == pytest.approx(125, abs=3)
    assert rows.max() - rows.min() + 1 == pytest.approx(25, abs=2)


def test_the_overview_shows_where_one_is_and_moves_there(
    editor: Editor, large: dict[str, Any]
) -> None:
    page = editor.page
    editor.open(large)
    page.mouse.move(*editor.place(0.5, 0.5))
    editor.press("9")
    overview = page.get_by_role("img", name="Overview")
    box = overview.bounding_box()
    assert box is not None and box["width"] == pytest.approx(120, abs=1)
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.25, steps=4)
    page.mouse.up()
    canvas = editor.canvas.bounding_box()
    assert canvas is not None
    page.mouse.move(canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
    pointer = page.get_by_text(re.compile(r"^x \d"))
    expect(pointer).to_be_visible()
    x, y = (float(n) for n in re.findall(r"[\d.]+", pointer.inner_text()))
    assert x == pytest.approx(WIDTH * 0.25, abs=80) and y == pytest.approx(HEIGHT * 0.25, abs=80)
    editor.press("0")
    expect(overview).to_be_hidden()
