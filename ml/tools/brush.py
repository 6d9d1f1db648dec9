"""Brush and eraser."""

import math
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..types import Box, Change, InputError, Mask
from .region import NOWHERE, Region, paint

Shape = Literal["round", "square"]
Point = tuple[float, float]
Ints = NDArray[np.int64]
Reals = NDArray[np.floating]
MOST_POINTS = 10_000
FAR = 1e9  # columns; beyond every picture
TOGETHER = 200_000  # rows of segments


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
    # What a segment covers of a row is one run of pixels: counted up where it begins, and down
    # behind its end. The time does not grow with the brush's area, only with its height.
    turns = np.zeros((h, w + 1), np.int16)  # at most one for each point
    path = np.asarray(points, np.float64).reshape(-1, 2) - (x, y)
    runs = _round_runs if shape == "round" else _square_runs
    for rows, begin, end in _crossings(path, radius, h):
        # A segment too short to divide by is covered by the disks at its ends.
        with np.errstate(over="ignore", invalid="ignore"):
            first, last = runs(begin, end, radius, rows + 0.5)
        first, last = np.maximum(first, 0), np.minimum(last, w - 1)
        some = first <= last
        np.add.at(turns, (rows[some], first[some]), 1)
        np.add.at(turns, (rows[some], last[some] + 1), -1)
    np.add.accumulate(turns, axis=1, out=turns)
    return Region(box, turns[:, :-1] > 0)


def _reach(points: Sequence[Point], radius: float, width: int, height: int) -> Box | None:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, y0 = max(0, math.floor(min(xs) - radius - 1)), max(0, math.floor(min(ys) - radius - 1))
    x1, y1 = (
        min(width, math.ceil(max(xs) + radius + 1)),
        min(height, math.ceil(max(ys) + radius + 1)),
    )
    return (x0, y0, x1 - x0, y1 - y0) if x1 > x0 and y1 > y0 else None


def _crossings(path: Reals, radius: float, height: int) -> Iterator[tuple[Ints, Reals, Reals]]:
    """For each segment of the path and each row that it may cover: (rows, begins, ends), the last
    two (n, 2); many segments at once, but no more than fit well into memory.
    """
    begins, ends = path[: max(1, len(path) - 1)], path[1:] if len(path) > 1 else path
    top = np.maximum(np.floor(np.minimum(begins, ends)[:, 1] - radius), 0).astype(np.int64)
    bottom = np.ceil(np.maximum(begins, ends)[:, 1] + radius).astype(np.int64) + 1
    counts = np.maximum(np.minimum(bottom, height) - top, 0)
    batch = np.cumsum(counts) // TOGETHER
    for number in range(int(batch[-1]) + 1):
        some = np.flatnonzero(batch == number)
        which = np.repeat(some, counts[some])
        before = np.repeat(np.cumsum(counts[some]) - counts[some], counts[some])
        yield top[which] + np.arange(len(which)) - before, begins[which], ends[which]


def _square_runs(a: Reals, b: Reals, radius: float, y: Reals) -> tuple[Ints, Ints]:
    """(first, last) column that a square swept from a to b, (n, 2), covers on the lines at `y`,
    (n,); none where the last comes before the first.
    """
    low, high = _times(a[:, 1], b[:, 1], y - radius, y + radius)
    across = b[:, 0] - a[:, 0]
    ends = a[:, 0] + low * across, a[:, 0] + high * across
    left, right = np.minimum(*ends) - radius, np.maximum(*ends) + radius
    return _columns(left, right, low <= high)


def _round_runs(a: Reals, b: Reals, radius: float, y: Reals) -> tuple[Ints, Ints]:
    """As `_square_runs` for a disk."""
    left, right = np.full_like(y, np.inf), np.full_like(y, -np.inf)

    def reach(low: Reals, high: Reals, where: NDArray[np.bool_]) -> None:
        np.minimum(left, np.minimum(low, high), out=left, where=where)
        np.maximum(right, np.maximum(low, high), out=right, where=where)

    for middle in (a, b):
        square = radius * radius - (y - middle[:, 1]) ** 2
        half = np.sqrt(np.maximum(square, 0))
        reach(middle[:, 0] - half, middle[:, 0] + half, square >= 0)
    # The straight part: the segment, moved by the radius to either side.
    along = b - a
    length = np.hypot(along[:, 0], along[:, 1])
    aside = along[:, ::-1] * (radius / np.where(length, length, np.inf))[:, None] * (-1.0, 1.0)
    for start, end in ((a + aside, b + aside), (a - aside, b - aside)):
        low, high = _times(start[:, 1], end[:, 1], y, y)
        across = end[:, 0] - start[:, 0]
        reach(start[:, 0] + low * across, start[:, 0] + high * across, low <= high)
    first, last = _columns(left, right, left <= right)
    # The ends come from roots and quotients: the rule itself decides about the pixels there.
    for column, step in ((first, 1), (last, -1)):
        beyond = _within(column - step + 0.5, y, a, b, radius)
        here = _within(column + 0.5, y, a, b, radius)
        column += np.where(beyond, -step, np.where(here, 0, step))
    return first, last


def _times(a: Reals, b: Reals, low: Reals, high: Reals) -> tuple[Reals, Reals]:
    """From when to when, 0 to 1, points that move evenly from a to b are between low and high; from
    1 to 0 where they never are.
    """
    still = a == b
    way = np.where(still, 1.0, b - a)
    one, other = (low - a) / way, (high - a) / way
    begin, end = np.maximum(np.minimum(one, other), 0), np.minimum(np.maximum(one, other), 1)
    inside = np.where(still, (low <= a) & (a <= high), begin <= end)
    begin, end = np.where(still, 0.0, begin), np.where(still, 1.0, end)
    return np.where(inside, begin, 1.0), np.where(inside, end, 0.0)


def _columns(left: Reals, right: Reals, some: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """The first and the last column whose centre is between left and right."""
    first = np.where(some, np.ceil(np.clip(left, -FAR, FAR) - 0.5), FAR)
    last = np.where(some, np.floor(np.clip(right, -FAR, FAR) - 0.5), -FAR)
    return first.astype(np.int64), last.astype(np.int64)


def _within(x: Reals, y: Reals, a: Reals, b: Reals, radius: float) -> NDArray[np.bool_]:
    """Whether the points (x, y) are within the radius of their segments."""
    dx, dy = (b - a).T
    px, py = x - a[:, 0], y - a[:, 1]
    length = dx * dx + dy * dy
    t = np.clip((px * dx + py * dy) / np.where(length, length, 1.0), 0, 1)
    out: NDArray[np.bool_] = (px - t * dx) ** 2 + (py - t * dy) ** 2 <= radius * radius
    return out
