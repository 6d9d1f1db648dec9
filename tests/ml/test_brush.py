"""Brush strokes against their definition, pixel by pixel."""

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ml
from ml.tools import brush

points = st.lists(st.tuples(st.floats(-20, 60), st.floats(-20, 60)), min_size=1, max_size=4)


def distance(
    px: float, py: float, a: tuple[float, float], b: tuple[float, float], square: bool
) -> float:
    """Distance of a point to a segment, Euclid's or Chebyshev's, by fine sampling."""
    steps = np.linspace(0, 1, 2001)
    dx, dy = abs(a[0] + steps * (b[0] - a[0]) - px), abs(a[1] + steps * (b[1] - a[1]) - py)
    return float((np.maximum(dx, dy) if square else np.hypot(dx, dy)).min())


@settings(max_examples=25, deadline=None)
@given(points, st.floats(0.5, 12), st.sampled_from(["round", "square"]))
def test_a_stroke_covers_the_pixels_whose_centres_are_within_reach(path, radius, shape) -> None:
    mask = np.zeros((40, 40), bool)
    after = ml.apply(mask, brush(mask, path, radius, shape))
    segments = list(zip(path, path[1:] or path, strict=False))
    for row in range(0, 40, 3):
        for column in range(0, 40, 3):
            d = min(distance(column + 0.5, row + 0.5, a, b, shape == "square") for a, b in segments)
            if abs(d - radius) > 0.05:  # sampling cannot tell at the very edge
                assert after[row, column] == (d <= radius), (column, row, d)


halves = st.integers(-10, 60).map(lambda v: v / 2)
exact = st.lists(st.tuples(halves, halves), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(exact | points, st.sampled_from([0.5, 1, 2.5, 5, 6.5, 30, 400]))
def test_a_round_stroke_is_its_rule_to_the_last_pixel(path, radius) -> None:
    """Also where centres lie exactly on the rim, and with brushes larger than the picture."""
    mask = np.zeros((32, 36), bool)
    px, py = np.arange(36)[None, :] + 0.5, np.arange(32)[:, None] + 0.5
    expected = mask.copy()
    for a, b in zip(path, path[1:] or path, strict=False):
        x, y, dx, dy = px - a[0], py - a[1], b[0] - a[0], b[1] - a[1]
        length = dx * dx + dy * dy
        t = np.clip((x * dx + y * dy) / length, 0, 1) if length else np.zeros((32, 36))
        off = (x - t * dx) ** 2 + (y - t * dy) ** 2 - radius * radius
        expected |= off <= 0
        # Where the rule itself is a matter of the last bit, both answers are right.
        mask |= np.abs(off) < 1e-9
    after = ml.apply(np.zeros((32, 36), bool), brush(np.zeros((32, 36), bool), path, radius))
    assert (after == expected)[~mask].all()


@pytest.mark.parametrize("step", [5e-324, 1e-310, 1e-200, 1e-12])
@pytest.mark.parametrize("shape", ["round", "square"])
@pytest.mark.filterwarnings("error")
def test_a_stroke_of_next_to_no_length_is_a_dot(step: float, shape: str) -> None:
    mask = np.zeros((20, 20), bool)
    dot = ml.apply(mask, brush(mask, [(10.5, 10.5)], 4, shape))
    for path in ([(10.5, 10.5), (10.5, 10.5)], [(10.5, 10.5), (10.5 + step, 10.5)]):
        assert (ml.apply(mask, brush(mask, path, 4, shape)) == dot).all()
    moved = brush(mask, [(0.0, 0.0), (step, step)], 4, shape)
    assert (ml.apply(mask, moved) == ml.apply(mask, brush(mask, [(0.0, 0.0)], 4, shape))).all()


def test_a_large_brush_is_quick() -> None:
    """A broad stroke over a large picture, as an eraser of one's whole hand draws it."""
    mask = np.ones((3000, 4000), bool)
    path = [(10 + 8 * n, 1500 + 900 * math.sin(n / 30)) for n in range(500)]
    start = time.process_time()
    assert brush(mask, path, 400, positive=False).changed > 5_000_000
    assert time.process_time() - start < 3


def test_the_eraser_undoes_the_brush() -> None:
    mask = np.zeros((50, 50), bool)
    painted = ml.apply(mask, brush(mask, [(10, 10), (40, 30)], 6))
    assert painted.any()
    assert not ml.apply(painted, brush(painted, [(10, 10), (40, 30)], 6, positive=False)).any()


def test_painting_what_is_painted_changes_nothing() -> None:
    mask = np.ones((20, 20), bool)
    assert brush(mask, [(5, 5)], 3).changed == 0
    assert brush(mask, [(500, 500)], 3, positive=False).bbox == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("path", "radius"),
    [([], 3), ([(math.nan, 1)], 3), ([(1, 1)], 0), ([(1, 1)], math.inf), ([(1, 1)] * 10_001, 3)],
)
def test_a_stroke_that_makes_no_sense_is_refused(path, radius) -> None:
    with pytest.raises(ml.InputError) as refusal:
        brush(np.zeros((5, 5), bool), path, radius)
    assert refusal.value.code == "stroke"
