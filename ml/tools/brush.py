"""Brush and eraser."""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from ..types import Box, Change, InputError, Mask
from .region import NOWHERE, Region, paint

Shape = Literal["round", "square"]
MOST_POINTS = 10_000


def brush(
    mask: Mask,
    points: Sequence[tuple[float, float]],
    radius: float,
    shape: Shape = "round",
    positive: bool = True,
) -> Change:
    """Paints (`positive`) or erases the stroke that `stroke` describes; `mask` (H, W) is not
    written.
    """
    return paint(mask, stroke(mask.shape, points, radius, shape), positive)


def stroke(
    size: tuple[int, ...],
    points: Sequence[tuple[float, float]],
    radius: float,
    shape: Shape = "round",
) -> Region:
    """The pixels of an image of `size` (H, W) that a stroke along the polyline `points`, (x, y) in
    image pixels, covers.

    round: the pixels whose centres are within `radius` of the polyline. square: those in the
    axis-parallel square of half side `radius` swept along it. Points may lie outside the image;
    what falls outside is lost. Raises InputError `stroke` for no points, too many, a point that is
    no number or a radius that is not positive.
    """
    if not 1 <= len(points) <= MOST_POINTS:
        raise InputError("stroke", f"a stroke has 1 to {MOST_POINTS} points, not {len(points)}")
    if not all(math.isfinite(v) for p in points for v in p) or not (
        math.isfinite(radius) and 0 < radius <= 4096
    ):
        raise InputError(
            "stroke",
            "the points of a stroke and its radius are finite numbers, the radius 0 to 4096 pixels",
        )
    if shape not in ("round", "square"):
        raise InputError("stroke", f"a brush is round or square, not {shape!r}")
    box = _reach(points, radius, size[1], size[0])
    if box is None:
        return NOWHERE
    x, y, w, h = box
    covered = np.zeros((h, w), bool)
    for start, end in zip(points, points[1:] or points, strict=False):
        _segment(covered, (x, y), start, end, radius, shape)
    return Region(box, covered)


def _reach(
    points: Sequence[tuple[float, float]], radius: float, width: int, height: int
) -> Box | None:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, y0 = max(0, math.floor(min(xs) - radius - 1)), max(0, math.floor(min(ys) - radius - 1))
    x1, y1 = (
        min(width, math.ceil(max(xs) + radius + 1)),
        min(height, math.ceil(max(ys) + radius + 1)),
    )
    return (x0, y0, x1 - x0, y1 - y0) if x1 > x0 and y1 > y0 else None


def _segment(
    part: Mask,
    origin: tuple[int, int],
    start: tuple[float, float],
    end: tuple[float, float],
    radius: float,
    shape: Shape,
) -> None:
    """Sets the pixels of `part`, whose top left corner is at `origin`, that one segment of the
    stroke covers.
    """
    box = _reach(
        [(p[0] - origin[0], p[1] - origin[1]) for p in (start, end)],
        radius,
        part.shape[1],
        part.shape[0],
    )
    if box is None:
        return
    x, y, w, h = box
    px = np.arange(x, x + w, dtype=np.float64)[None, :] + 0.5 + origin[0] - start[0]
    py = np.arange(y, y + h, dtype=np.float64)[:, None] + 0.5 + origin[1] - start[1]
    dx, dy = end[0] - start[0], end[1] - start[1]
    covered = (
        _round(px, py, dx, dy, radius) if shape == "round" else _square(px, py, dx, dy, radius)
    )
    part[y : y + h, x : x + w][covered] = True


def _round(px: np.ndarray, py: np.ndarray, dx: float, dy: float, radius: float) -> Mask:
    length = dx * dx + dy * dy
    t = (
        np.clip((px * dx + py * dy) / length, 0, 1)
        if length
        else np.zeros(np.broadcast(px, py).shape)
    )
    out: Mask = (px - t * dx) ** 2 + (py - t * dy) ** 2 <= radius * radius
    return out


def _square(px: np.ndarray, py: np.ndarray, dx: float, dy: float, radius: float) -> Mask:
    """Some t in 0..1 has |px - t dx| <= r and |py - t dy| <= r: the two intervals of t overlap."""
    low = np.zeros(np.broadcast(px, py).shape)
    high = np.ones_like(low)
    for p, d in ((px, dx), (py, dy)):
        if d == 0:
            high = np.where(np.abs(p) <= radius, high, -1.0)
            continue
        a, b = (p - radius) / d, (p + radius) / d
        low = np.maximum(low, np.minimum(a, b))
        high = np.minimum(high, np.maximum(a, b))
    out: Mask = low <= high
    return out
