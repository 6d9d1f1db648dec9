"""Clicks as pictures: what the network sees of them. The same for training and serving."""

from collections.abc import Iterable

import cv2
import numpy as np

from .types import Floats

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
