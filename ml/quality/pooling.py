"""What the network saw of a mask as one row of numbers: its features, averaged where it matters."""

import cv2
import numpy as np

from ..types import Floats, Mask
from .agreement import probability
from .views import SIZE, Evidence

LEAST = 1e-2  # cells: what is nowhere has features of 0
SQUARE = np.ones((3, 3), np.uint8)


def cells(values: Floats, count: int) -> Floats:
    """(S, S) -> (count, count): means of the squares of a grid; S must be a multiple of `count`."""
    side = values.shape[0] // count
    out: Floats = values.reshape(count, side, count, side).mean((1, 3), dtype=np.float32)
    return out


def averaged(features: Floats, weight: Floats) -> Floats:
    """(C, n, n) and (n, n) -> (C,): the mean of `features` by `weight`; 0 where that is 0."""
    total = features.reshape(len(features), -1) @ weight.ravel()
    return np.asarray(total / (weight.sum() + LEAST), np.float32)


def outline(mask: Mask) -> Floats:
    """(S, S) float32: 1 on both sides of the mask's outline, else 0."""
    drawn = cv2.morphologyEx(mask.view(np.uint8), cv2.MORPH_GRADIENT, SQUARE)
    return np.asarray(drawn, np.float32)


def pooled(evidence: Evidence) -> Floats:
    """(992,): the features with which the network answers when it is told the mask. Those of the object
    are averaged in the mask, along its outline, where the answer differs from it, and around it; those
    of the scene in the mask, along its outline and around it.
    """
    mask = evidence.mask.astype(np.float32)
    line = outline(evidence.mask)
    doubt = np.abs(probability(evidence.answers["kept"].mask) - mask)
    seen = evidence.seen
    fine, wide = SIZE // 8, SIZE // 16
    weights = [cells(part, fine) for part in (mask, line, doubt, 1 - mask)]
    parts = [averaged(seen.object, weight) for weight in weights]
    weights = [cells(part, wide) for part in (mask, line, 1 - mask)]
    parts += [averaged(seen.scene, weight) for weight in weights]
    return np.concatenate(parts)
