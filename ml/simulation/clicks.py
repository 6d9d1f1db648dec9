"""Simulated people: where the next click goes, given the mask so far."""

import cv2
import numpy as np
from numpy.random import Generator

from ..types import Click, Mask


def depth(region: Mask) -> np.ndarray:
    """(H, W) float32, distance of each pixel of `region` to its outside; beyond the image counts as
    outside.
    """
    padded = np.pad(region, 1).astype(np.uint8)
    return cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]


def inside(region: Mask, rng: Generator, central: float = 0.5) -> tuple[int, int] | None:
    """(x, y) of a pixel deep in `region`: the deepest with probability `central`, else any at half
    its depth; None if empty.
    """
    distance = depth(region)
    deepest = float(distance.max())
    if deepest <= 0:
        return None
    if rng.random() < central:
        y, x = divmod(int(distance.argmax()), region.shape[1])
        return x, y
    ys, xs = np.nonzero(distance > deepest / 2)
    k = int(rng.integers(len(ys)))
    return int(xs[k]), int(ys[k])


def next_click(
    mask: Mask, target: Mask, ignore: Mask, clicked: Mask, rng: Generator
) -> Click | None:
    """A click in the larger of the deepest missing and the deepest superfluous part; None where all
    is right.
    """
    missing = target & ~mask & ~ignore & ~clicked
    extra = ~target & mask & ~ignore & ~clicked
    positive = float(depth(missing).max()) > float(depth(extra).max())
    point = inside(missing if positive else extra, rng)
    return None if point is None else Click(point[0] + 0.5, point[1] + 0.5, positive)
