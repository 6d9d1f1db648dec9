"""Simulated people with a pen: strokes through what is wrong, and boxes around what is meant."""

import math

import numpy as np
from numpy.random import Generator

from ..changes import bounds
from ..maps import outline
from ..types import Mask, Stroke
from .clicks import depth

MOST_STEPS = 60


def next_stroke(
    mask: Mask, target: Mask, ignore: Mask, radius: float, rng: Generator
) -> Stroke | None:
    """A stroke through the larger of the deepest missing and the deepest superfluous part of `mask`
    (H, W), foreground or background accordingly; None where all is right.
    """
    missing = target & ~mask & ~ignore
    extra = ~target & mask & ~ignore
    inward = depth(missing), depth(extra)
    positive = float(inward[0].max()) > float(inward[1].max())
    points = _wander(inward[0 if positive else 1], rng)
    if not points:
        return None
    # A hand keeps its pen inside what it means: the line is no wider than the part is deep.
    depths = [float(inward[0 if positive else 1][int(y), int(x)]) for x, y in points]
    return Stroke(tuple(points), max(0.5, min(radius, float(np.median(depths)))), positive)


def _wander(inward: np.ndarray, rng: Generator) -> list[tuple[float, float]]:
    """A walk from a deep pixel of a region, turning slowly and towards its middle, until it leaves
    the region. `inward`: (H, W), distance to the region's outside.
    """
    deepest = float(inward.max())
    if deepest <= 0:
        return []
    ys, xs = np.nonzero(inward > deepest / 2)
    k = int(rng.integers(len(ys)))
    x, y = float(xs[k]) + 0.5, float(ys[k]) + 0.5
    height, width = inward.shape
    stride = max(1.5, deepest / 2)
    angle = rng.uniform(0, 2 * math.pi)
    points = [(x, y)]
    for _ in range(int(rng.integers(2, MOST_STEPS))):
        turns = angle + rng.normal(0, 0.25, 5)
        ahead = [(x + stride * math.cos(t), y + stride * math.sin(t)) for t in turns]
        deep = [
            float(inward[int(py), int(px)]) if 0 <= px < width and 0 <= py < height else 0.0
            for px, py in ahead
        ]
        best = int(np.argmax(deep))
        if deep[best] < 1:
            break
        angle, (x, y) = float(turns[best]), ahead[best]
        points.append((x, y))
    return points


def box_around(target: Mask, rng: Generator) -> Stroke:
    """A drawn box as the network is shown it: a background line, a pixel wide, around `target`
    (H, W), each side a little off.
    """
    x, y, w, h = bounds(target)
    off = rng.normal(0.02, 0.03, 4) * max(w, h)
    height, width = target.shape
    left, top = max(0.0, x - off[0]), max(0.0, y - off[1])
    right, bottom = min(width - 1.0, x + w + off[2]), min(height - 1.0, y + h + off[3])
    return outline((left, top, right, bottom))
