"""Brush strokes against their definition, pixel by pixel."""

import math

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
