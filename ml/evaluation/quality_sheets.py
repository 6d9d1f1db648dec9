"""Pictures of how scores fail: a reliability diagram and a contact sheet of the worst mistakes."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ..changes import bounds
from ..inference import crops
from ..quality.figures import calibration
from ..quality.graded import Object
from ..quality.table import Row

PAPER, INK, FAINT, BAR = "#ffffff", "#1b1d21", "#d5d8dd", "#3b6fd4"
SIDE, MARGIN = 420, 48
TILE, CAPTION, COLUMNS = 240, 34, 6


def reliability(truth: NDArray[np.float64], said: NDArray[np.float64], path: Path) -> None:
    """Writes a PNG: the mean true IoU of the masks of each score, and how many there are."""
    size = SIDE + 2 * MARGIN
    sheet = Image.new("RGB", (size, size), PAPER)
    draw = ImageDraw.Draw(sheet)
    bins = calibration(truth, said)
    most = max((n for _, _, n in bins), default=1)
    for k in range(11):
        at = MARGIN + SIDE * k // 10
        draw.line([(MARGIN, at), (MARGIN + SIDE, at)], FAINT)
        draw.text((14, MARGIN + SIDE - SIDE * k // 10 - 6), f"{k / 10:.1f}", INK)
        draw.text((at - 8, MARGIN + SIDE + 8), f"{k / 10:.1f}", INK)
    for mean, _, n in bins:
        left = MARGIN + int(mean * 10) * SIDE // 10
        top = MARGIN + SIDE - SIDE * n // (4 * most)
        draw.rectangle([left + 2, top, left + SIDE // 10 - 2, MARGIN + SIDE], FAINT)
        draw.text((left + 6, top - 12), str(n), INK)
    draw.line([(MARGIN, MARGIN + SIDE), (MARGIN + SIDE, MARGIN)], INK)
    line = [(MARGIN + p * SIDE, MARGIN + SIDE - t * SIDE) for p, t, _ in bins]
    draw.line(line, BAR, 3)
    for x, y in line:
        draw.ellipse([x - 5, y - 5, x + 5, y + 5], BAR)
    draw.text((MARGIN, 14), f"score (across) and true IoU (up), {len(truth)} masks", INK)
    sheet.save(path)


def mistakes(worst: list[tuple[Object, Row, float]], path: Path) -> None:
    """Writes a PNG: the mask of each row on its picture, its score, its true IoU and its kind."""
    rows = max(1, -(-len(worst) // COLUMNS))
    sheet = Image.new("RGB", (COLUMNS * TILE, rows * (TILE + CAPTION)), PAPER)
    draw = ImageDraw.Draw(sheet)
    for k, (thing, row, said) in enumerate(worst):
        x, y = k % COLUMNS * TILE, k // COLUMNS * (TILE + CAPTION)
        sheet.paste(_tile(thing, row), (x, y))
        draw.text((x + 4, y + TILE + 3), f"said {said:.2f}, is {row.graded.iou:.2f}", INK)
        names = ", ".join(reason.name for reason in row.reasons[:3])
        draw.text((x + 4, y + TILE + 17), f"{row.graded.kind}: {names or 'no reason'}"[:40], INK)
    sheet.save(path)


def _tile(thing: Object, row: Row) -> Image.Image:
    """The surroundings of mask and truth: what is outside the mask is dark, the truth has an outline."""
    height, width = thing.truth.shape
    mask = row.graded.mask
    x, y, w, h = crops.around(bounds(mask | thing.truth), width, height, 1.2)
    shown = thing.image[y : y + h, x : x + w].copy()
    part, truth = mask[y : y + h, x : x + w], thing.truth[y : y + h, x : x + w]
    shown[~part] = shown[~part] // 3
    scale = (TILE - 4) / max(w, h)
    size = max(1, round(w * scale)), max(1, round(h * scale))
    small = np.asarray(cv2.resize(shown, size, interpolation=cv2.INTER_AREA), np.uint8)
    line = cv2.resize(truth.view(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    found, _ = cv2.findContours(line, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(small, found, -1, (80, 220, 120), 1)
    tile = Image.new("RGB", (TILE, TILE), PAPER)
    tile.paste(Image.fromarray(small), (2, 2))
    return tile
