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
# Its edges lie between the pixels of any smaller copy.
BOARD = slice(1301, 1513), slice(1303, 1615)


@pytest.fixture
def large(client: Client) -> dict[str, Any]:
    """Forty megapixels of grey; around the middle columns of one pixel, black and white in turn; a board with some."""
    pixels = np.full((HEIGHT, WIDTH), 128, np.uint8)
    pixels[2200:2800, 3600:4400] = np.where(np.arange(800) % 2, 255, 0)
    pixels[BOARD] = 16
    # Two pixels wide, and lost in a copy of half the size because they begin in the middle of a pixel of that.
    pixels[1340:1400, 1390:1450] = np.where(np.arange(1, 61) // 2 % 2, 255, 0)
    packed = io.BytesIO()
    Pillow.fromarray(pixels).save(packed, "JPEG", quality=95)
    dataset = client.dataset({"images/large.jpg": packed.getvalue()})
    return client.images(dataset)[0]


def contrast(editor: Editor, place: tuple[float, float] | None = None) -> float:
    """How much the pixels at the upper left of a place of the window differ; of the middle of the view without one."""
    shot = Pillow.open(io.BytesIO(editor.canvas.screenshot())).convert("L")
    box = editor.canvas.bounding_box()
    assert box is not None
    x, y = place or (box["x"] + shot.width / 2, box["y"] + shot.height / 2)
    across, down = round(x - box["x"]), round(y - box["y"])
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


def test_the_lasso_clings_to_single_pixels_where_one_looks_closely(
    editor: Editor, large: dict[str, Any]
) -> None:
    page = editor.page
    editor.open(large)
    top, bottom = BOARD[0].start, BOARD[0].stop
    left, right = BOARD[1].start, BOARD[1].stop
    middle = editor.place((left + right) / 2 / WIDTH, (top + bottom) / 2 / HEIGHT)
    page.mouse.move(*middle)
    editor.press("9")  # a pixel of the photo is one of the screen, and the board's middle stays
    server.wait(lambda: contrast(editor, middle) > 60, 60)
    editor.press("l")
    across, down = (right - left) / 2, (bottom - top) / 2
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)):
        place = middle[0] + x * across - 3 * x, middle[1] + y * down + 2 * y
        page.mouse.move(*place, steps=8)
        page.mouse.click(*place)
    editor.done("Edge lasso +")
    truth = np.zeros((HEIGHT, WIDTH), bool)
    truth[BOARD] = True
    # Of each corner a few pixels may be cut.
    assert np.count_nonzero(editor.mask != truth) < 60


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
