"""Polygon, wand and clean-up against their definitions, pixel by pixel."""

import math
from collections import deque

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import ml
from ml.tools import cleanup, polygon, wand

SIDE = 24
EMPTY = np.zeros((SIDE, SIDE), bool)
corners = st.lists(
    st.tuples(st.floats(-30, 50, width=32), st.floats(-30, 50, width=32))
    | st.tuples(st.integers(0, 2 * SIDE), st.integers(0, 2 * SIDE)).map(
        lambda p: (p[0] / 2, p[1] / 2)
    ),
    min_size=3,
    max_size=9,
)
masks = arrays(bool, (SIDE, SIDE)) | arrays(bool, (6, 6)).map(
    lambda small: np.kron(small, np.ones((4, 4), bool)).astype(bool)
)
positive = st.booleans()


def crossings(x: float, y: float, points: list[tuple[float, float]]) -> int:
    """How often the ray from (x, y) to the left meets the outline."""
    count = 0
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        if (ay <= y) != (by <= y):
            low, high = ((ax, ay), (bx, by)) if ay <= by else ((bx, by), (ax, ay))
            count += low[0] + (y - low[1]) * ((high[0] - low[0]) / (high[1] - low[1])) <= x
    return count


@settings(max_examples=60, deadline=None)
@given(corners)
def test_a_polygon_holds_the_pixels_whose_centres_it_winds_around_once(points) -> None:
    found = ml.apply(EMPTY, polygon(EMPTY, points))
    for row in range(SIDE):
        for column in range(SIDE):
            expected = crossings(column + 0.5, row + 0.5, points) % 2 == 1
            assert found[row, column] == expected, (column, row)


@settings(max_examples=30, deadline=None)
@given(masks, corners)
def test_a_polygon_adds_or_removes_what_it_holds_and_nothing_else(mask, points) -> None:
    held = ml.apply(EMPTY, polygon(EMPTY, points))
    assert (ml.apply(mask, polygon(mask, points)) == (mask | held)).all()
    assert (ml.apply(mask, polygon(mask, points, False)) == (mask & ~held)).all()


@settings(max_examples=30, deadline=None)
@given(corners, st.floats(0, SIDE), st.floats(0, SIDE))
def test_polygons_that_share_an_edge_share_no_pixel(points, x, y) -> None:
    """Cut from a corner to a point: two outlines, each pixel in the exclusive or of both."""
    middle = len(points) // 2
    cut = [points[0], (x, y), points[middle]]
    one = points[: middle + 1] + [(x, y)]
    other = [points[0], (x, y), *points[middle:]]
    parts = [ml.apply(EMPTY, polygon(EMPTY, part)) for part in (one, other)]
    assert len(cut) == 3
    assert ((parts[0] ^ parts[1]) == ml.apply(EMPTY, polygon(EMPTY, points))).all()


@pytest.mark.parametrize(
    "points", [[(1, 1), (5, 5)], [(1, 1), (5, 5), (math.nan, 2)], [(0, 0)] * 10_001]
)
def test_a_polygon_that_makes_no_sense_is_refused(points) -> None:
    with pytest.raises(ml.InputError) as refusal:
        polygon(EMPTY, points)
    assert refusal.value.code == "polygon"


def flooded(image: np.ndarray, column: int, row: int, tolerance: float) -> np.ndarray:
    """The wand's promise, walked pixel by pixel."""
    first = image[row, column].astype(int)
    near = (np.abs(image.astype(int) - first) <= tolerance).all(axis=2)
    found = np.zeros(near.shape, bool)
    waiting = deque([(row, column)])
    while waiting:
        y, x = waiting.popleft()
        if 0 <= y < near.shape[0] and 0 <= x < near.shape[1] and near[y, x] and not found[y, x]:
            found[y, x] = True
            waiting.extend([(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)])
    return found


@settings(max_examples=40, deadline=None)
@given(
    arrays(np.uint8, (12, 16, 3), elements=st.sampled_from([0, 10, 20, 90, 255])),
    st.integers(0, 15), st.integers(0, 11), st.sampled_from([0, 9.5, 10, 25, 100, 255]), positive,
)  # fmt: skip
def test_the_wand_takes_what_has_nearly_the_colour_and_hangs_together(
    image, column, row, tolerance, adds
) -> None:
    mask = np.indices((12, 16)).sum(axis=0) % 3 == 0
    image.flags.writeable = False
    after = ml.apply(mask, wand(mask, image, column + 0.5, row + 0.9, tolerance, adds))
    held = flooded(image, column, row, tolerance)
    assert (after == (mask | held if adds else mask & ~held)).all()


@pytest.mark.parametrize(
    ("x", "y", "tolerance", "code"),
    [(-1, 3, 9, "point_outside"), (24, 3, 9, "point_outside"), (math.nan, 3, 9, "point_outside"),
     (3, 3, -1, "tolerance"), (3, 3, 256, "tolerance"), (3, 3, math.nan, "tolerance")],
)  # fmt: skip
def test_a_wand_that_makes_no_sense_is_refused(x, y, tolerance, code) -> None:
    with pytest.raises(ml.InputError) as refusal:
        wand(EMPTY, np.zeros((SIDE, SIDE, 3), np.uint8), x, y, tolerance)
    assert refusal.value.code == code


def pieces(mask: np.ndarray, *, diagonal: bool) -> list[np.ndarray]:
    """The connected pieces of a mask, in the order of their first pixels."""
    left, found = mask.copy(), []
    steps = [(0, 1), (1, 0), (0, -1), (-1, 0)]
    steps += [(1, 1), (1, -1), (-1, 1), (-1, -1)] if diagonal else []
    while left.any():
        piece = np.zeros_like(mask)
        waiting = [tuple(np.argwhere(left)[0])]
        while waiting:
            y, x = waiting.pop()
            if 0 <= y < SIDE and 0 <= x < SIDE and left[y, x]:
                left[y, x], piece[y, x] = False, True
                waiting += [(y + dy, x + dx) for dy, dx in steps]
        found.append(piece)
    return found


def done(mask: np.ndarray, action: str, amount: float | None = None) -> np.ndarray:
    before = mask.copy()
    after = ml.apply(mask, cleanup(mask, action, amount))
    assert (mask == before).all()
    return after


@settings(max_examples=40, deadline=None)
@given(masks, st.none() | st.sampled_from([0, 1, 4, 16, 80]))
def test_holes_are_filled_up_to_a_size(mask, amount) -> None:
    expected = mask.copy()
    for hole in pieces(~mask, diagonal=False):
        inner = hole[1:-1, 1:-1].sum() == hole.sum()
        if inner and (not amount or hole.sum() <= amount):
            expected |= hole
    assert (done(mask, "fill", amount) == expected).all()


@settings(max_examples=40, deadline=None)
@given(masks, st.none() | st.sampled_from([0, 1, 4, 16, 80]))
def test_islands_are_dropped_up_to_a_size(mask, amount) -> None:
    found = pieces(mask, diagonal=True)
    largest = max((piece.sum() for piece in found), default=0)
    expected = np.zeros_like(mask)
    for piece in found:
        if piece.sum() >= (largest / 100 if amount is None else amount):
            expected |= piece
    assert (done(mask, "islands", amount) == expected).all()


@settings(max_examples=30, deadline=None)
@given(masks)
def test_the_largest_piece_stays(mask) -> None:
    after = done(mask, "largest")
    sizes = [piece.sum() for piece in pieces(mask, diagonal=True)]
    assert len(pieces(after, diagonal=True)) == min(1, len(sizes))
    assert after.sum() == max(sizes, default=0)
    assert not (after & ~mask).any()


@settings(max_examples=30, deadline=None)
@given(masks, st.none() | st.sampled_from([0, 0.5, 1, 1.5, 2, 5, 200]))
def test_growing_reaches_the_pixels_within_the_amount(mask, amount) -> None:
    reach = 1 if amount is None else amount
    there, all_pixels = np.argwhere(mask), np.indices((SIDE, SIDE)).reshape(2, -1).T
    expected = np.zeros_like(mask)
    if len(there):
        squares = ((all_pixels[:, None] - there[None]) ** 2).sum(axis=2).min(axis=1)
        expected = (squares <= reach**2).reshape(SIDE, SIDE)
    assert (done(mask, "grow", amount) == expected).all()
    # To shrink a mask is to grow what it leaves free.
    assert (done(~mask, "shrink", amount) == ~expected).all()


@settings(max_examples=30, deadline=None)
@given(masks)
def test_inverting_twice_is_nothing(mask) -> None:
    assert (done(mask, "invert") == ~mask).all()
    assert (done(done(mask, "invert"), "invert") == mask).all()


@settings(max_examples=40, deadline=None)
@given(masks, st.none() | st.sampled_from([0, 1, 2, 2.5, 5, 7, 30]))
def test_smoothing_makes_a_pixel_what_most_of_the_disk_around_it_is(mask, amount) -> None:
    radius = 2 if amount is None else amount
    places = np.indices((SIDE, SIDE)).reshape(2, -1).T
    voters = ((places[:, None] - places[None]) ** 2).sum(axis=2) <= radius**2
    expected = 2 * (voters & mask.ravel()[None]).sum(axis=1) > voters.sum(axis=1)
    assert (done(mask, "smooth", amount) == expected.reshape(SIDE, SIDE)).all()


def test_smoothing_with_a_wide_disk_is_as_exact() -> None:
    rows, columns = np.indices((200, 300))
    mask = (rows // 40 + columns // 50) % 2 == 0
    after = ml.apply(mask, cleanup(mask, "smooth", 64))
    for row, column in [(0, 0), (20, 25), (100, 150), (199, 299), (60, 149), (61, 150), (119, 200)]:
        disk = (rows - row) ** 2 + (columns - column) ** 2 <= 64**2
        assert after[row, column] == (2 * (disk & mask).sum() > disk.sum())


@pytest.mark.parametrize(
    ("action", "amount"),
    [("polish", 1), ("grow", -1), ("grow", 257), ("smooth", 65), ("smooth", math.nan), ("fill", 1e12),
     ("shrink", math.inf)],
)  # fmt: skip
def test_a_cleanup_that_makes_no_sense_is_refused(action, amount) -> None:
    with pytest.raises(ml.InputError) as refusal:
        cleanup(EMPTY, action, amount)
    assert refusal.value.code == "cleanup"
