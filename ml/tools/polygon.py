"""Polygons, and lassos, whose outline has many corners."""

import math
from collections.abc import Sequence

import numpy as np

from ..types import Change, InputError, Mask
from .region import NOWHERE, Region, paint

MOST_POINTS = 10_000


def polygon(mask: Mask, points: Sequence[tuple[float, float]], positive: bool = True) -> Change:
    """Adds (`positive`) or removes what the polygon of the corners `points` holds, as `inside`
    says; `mask` (H, W) is not written.
    """
    return paint(mask, inside(mask.shape, points), positive)


def inside(shape: tuple[int, ...], points: Sequence[tuple[float, float]]) -> Region:
    """The pixels of an image of `shape` (H, W) whose centres are inside the closed polygon.

    Even-odd: what the outline winds around twice is outside. A centre exactly on the outline
    belongs to the part on its right, or below, so that two polygons that share an edge share no
    pixel. Corners may lie outside the image. Raises InputError `polygon` for less than three
    points, too many, or a point that is no number.
    """
    if not 3 <= len(points) <= MOST_POINTS:
        raise InputError("polygon", f"a polygon has 3 to {MOST_POINTS} corners, not {len(points)}")
    if not all(math.isfinite(v) for p in points for v in p):
        raise InputError("polygon", "the corners of a polygon are finite numbers")
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, x1 = max(0, math.floor(min(xs))), min(shape[1], math.ceil(max(xs)))
    y0, y1 = max(0, math.floor(min(ys))), min(shape[0], math.ceil(max(ys)))
    if x1 <= x0 or y1 <= y0:
        return NOWHERE
    # Where a row crosses the outline, inside and outside change places from there to the right.
    turns = np.zeros((y1 - y0, x1 - x0 + 1), bool)
    for start, end in zip(points, [*points[1:], points[0]], strict=True):
        (ax, ay), (bx, by) = (start, end) if start[1] <= end[1] else (end, start)
        first, last = max(y0, math.ceil(ay - 0.5)), min(y1, math.ceil(by - 0.5))
        if last <= first:
            continue
        rows = np.arange(first, last)
        crossing = ax + (rows + 0.5 - ay) * ((bx - ax) / (by - ay))
        columns = np.clip(np.ceil(crossing - 0.5), x0, x1).astype(np.intp)
        turns[rows - y0, columns - x0] ^= True
    covered = np.logical_xor.accumulate(turns[:, :-1], axis=1)
    return Region((x0, y0, x1 - x0, y1 - y0), covered)
