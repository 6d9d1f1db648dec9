"""Clicks and strokes as pictures: what the network sees of them. The same for training and
serving.
"""

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from .types import Click, Floats, Stroke

RADIUS = 4  # of a click's disk, in pixels of the network's input
SIGMA = 1.25  # of a click's Gaussian, in cells of the stride-8 map: 10 pixels of the input
STRIDE = 8

Point = tuple[float, float]


def disks(points: Iterable[Point], height: int, width: int, radius: int = RADIUS) -> Floats:
    """(height, width) float32, 1 within `radius` of any of the (x, y) points, else 0."""
    out = np.zeros((height, width), np.float32)
    for x, y in points:
        cv2.circle(out, (int(x), int(y)), radius, 1.0, -1)
    return out


def gaussians(points: Iterable[Point], height: int, width: int) -> Floats:
    """(height / 8, width / 8) float32: the largest of exp(-d^2 / 2 sigma^2) over the (x, y) points,
    0..1.
    """
    rows = np.arange(height // STRIDE, dtype=np.float32)[:, None] + 0.5
    cols = np.arange(width // STRIDE, dtype=np.float32)[None, :] + 0.5
    out = np.zeros((height // STRIDE, width // STRIDE), np.float32)
    for x, y in points:
        distance = (cols - x / STRIDE) ** 2 + (rows - y / STRIDE) ** 2
        np.maximum(out, np.exp(-distance / (2 * SIGMA**2)), out=out)
    return out


def lines(strokes: Iterable[Stroke], height: int, width: int) -> Floats:
    """(height, width) float32, 1 on any of the strokes, at least a pixel wide, else 0."""
    out = np.zeros((height, width), np.float32)
    for stroke in strokes:
        points = np.floor(np.array(stroke.points)).astype(np.int32)
        if len(points) == 1:  # of a line through one point OpenCV draws nothing
            points = np.repeat(points, 2, 0)
        cv2.polylines(out, [points], False, 1.0, max(1, round(2 * stroke.radius)))
    return out


def outline(corners: tuple[float, float, float, float]) -> Stroke:
    """A drawn box as the network is shown it: a background line, a pixel to each side, through
    (left, top, right, bottom).
    """
    left, top, right, bottom = corners
    ring = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    return Stroke(ring, 1.0, False)


def halo(drawn: Floats) -> Floats:
    """(H, W) strokes as drawn by `lines` -> (H / 8, W / 8) float32: exp(-d^2 / 2 sigma^2) of each
    cell's distance d to them, 0 where nothing is drawn.
    """
    if not drawn.any():
        return np.zeros((drawn.shape[0] // STRIDE, drawn.shape[1] // STRIDE), np.float32)
    away = cv2.distanceTransform((drawn == 0).astype(np.uint8), cv2.DIST_L2, 3)
    cells = away[STRIDE // 2 :: STRIDE, STRIDE // 2 :: STRIDE] / STRIDE
    out: Floats = np.exp(-(cells**2) / (2 * SIGMA**2)).astype(np.float32)
    return out


def planes(
    clicks: Sequence[Click], strokes: Sequence[Stroke], height: int, width: int
) -> tuple[Floats, Floats]:
    """What a network of side (height, width) is shown of clicks and strokes: (2, H, W) disks and
    lines and (2, H / 8, W / 8) Gaussians around them, foreground first.
    """
    drawn, spots = [], []
    for positive in (True, False):
        points = [(c.x, c.y) for c in clicks if c.positive == positive]
        plane, spot = disks(points, height, width), gaussians(points, height, width)
        marks = lines([s for s in strokes if s.positive == positive], height, width)
        drawn.append(np.maximum(plane, marks))
        spots.append(np.maximum(spot, halo(marks)))
    return np.stack(drawn), np.stack(spots)
