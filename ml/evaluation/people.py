"""Simulated people who repair a mask until it is right, by the rules of the field."""

import math
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import cv2
import numpy as np
from numpy.random import Generator

from ..changes import bounds
from ..simulation.strokes import next_stroke
from ..types import Box, Click, Mask, Stroke
from .sets import Case

Gesture: TypeAlias = Click | Stroke | Box
PEN = 0.01  # of the picture's long side: half the width of a simulated stroke


class Person(Protocol):
    """Somebody who sees the mask so far and makes the next gesture."""

    def next(self, mask: Mask) -> Gesture | None:
        """The gesture that answers `mask` (H, W); None where nothing is wrong."""
        ...


def depths(mask: Mask, case: Case, clicked: Mask) -> tuple[np.ndarray, np.ndarray]:
    """(H, W) float32 each: how deep every pixel lies in what is missing, in what is superfluous.

    The image's border counts as outside (padding by one pixel); pixels of `clicked` count as 0.
    """
    out = []
    for wrong in (case.truth & ~mask & ~case.ignore, ~case.truth & mask & ~case.ignore):
        padded = np.pad(wrong, 1).astype(np.uint8)
        distance = cv2.distanceTransform(padded, cv2.DIST_L2, 0)[1:-1, 1:-1]
        out.append(distance * ~clicked)
    return out[0], out[1]


@dataclass
class Clicker:
    """Clicks the pixel deepest inside an error (RITM, section 4): foreground only when the missing
    part is strictly deeper, the first such pixel in reading order, no pixel twice.

    With `rng` the hand is not steady: a pixel of the same error's connected piece, drawn with odds
    proportional to its depth.
    """

    case: Case
    rng: Generator | None = None
    clicked: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.clicked = np.zeros_like(self.case.truth)

    def next(self, mask: Mask) -> Click | None:
        missing, extra = depths(mask, self.case, self.clicked)
        positive = float(missing.max()) > float(extra.max())
        depth = missing if positive else extra
        if depth.max() <= 0:
            return None
        place = int(depth.argmax()) if self.rng is None else _drawn(depth, self.rng)
        row, column = divmod(place, mask.shape[1])
        self.clicked[row, column] = True
        return Click(column + 0.5, row + 0.5, positive)


def _drawn(depth: np.ndarray, rng: Generator) -> int:
    """A flat index into the piece around the deepest pixel, with odds proportional to depth."""
    _, labels = cv2.connectedComponents((depth > 0).astype(np.uint8), connectivity=8)
    piece = np.flatnonzero(labels.flat == labels.flat[int(depth.argmax())])
    odds = depth.flat[piece].astype(float)
    return int(rng.choice(piece, p=odds / odds.sum()))


@dataclass
class Scribbler:
    """Draws a stroke through the deepest error, a round at a time."""

    case: Case
    rng: Generator

    def next(self, mask: Mask) -> Stroke | None:
        radius = max(1.0, PEN * max(mask.shape))
        return next_stroke(mask, self.case.truth, self.case.ignore, radius, self.rng)


@dataclass
class Boxer:
    """Draws the box of the object, a hundredth of its long side too wide, then clicks."""

    case: Case
    clicker: Clicker = field(init=False)
    drawn: bool = False

    def __post_init__(self) -> None:
        self.clicker = Clicker(self.case)

    def next(self, mask: Mask) -> Gesture | None:
        if self.drawn:
            return self.clicker.next(mask)
        self.drawn = True
        x, y, w, h = bounds(self.case.truth)
        margin = math.ceil(0.01 * max(w, h))
        height, width = mask.shape
        left, top = max(0, x - margin), max(0, y - margin)
        right, bottom = min(width, x + w + margin), min(height, y + h + margin)
        return left, top, right - left, bottom - top
