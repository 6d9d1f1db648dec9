"""Pixels drawn by hand: what is predicted elsewhere leaves them as they are."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

import ml
from annotator import handwork, requests
from annotator.gestures import (
    Box,
    Brush,
    Click,
    Gesture,
    Polygon,
    Scribble,
    Superpixel,
    Wand,
)
from backend.models import Image, MaskRevision
from backend.services.revisions import Pixels

# After these the mask is another one, and what was drawn on the old one says nothing about it.
ANEW: Final = frozenset({"put", "restore", "import"})
DRAWN: Final = frozenset({"brush", "polygon", "lasso", "wand", "superpixel"})
AIMED: Final = frozenset({"click", "scribble"})


class Locks:
    """The locked pixels of one mask, brought up to date step by step.

    What a hand tool drew over is locked, whatever it was before. A click, or a scribble, on a locked
    piece unlocks that piece, 8-connected, for good.
    """

    def __init__(self, image: Image) -> None:
        self._image = image
        self._steps: list[int] = []
        self._locked: npt.NDArray[np.uint8] | None = None

    def against(self, steps: Sequence[MaskRevision], gesture: Gesture) -> Pixels | None:
        """The pixels that `gesture` has to leave as they are when it follows `steps`, the steps in
        force, oldest first: (height, width) bool, or None for none.
        """
        if not isinstance(gesture, Click | Box | Scribble):
            return None
        self._follow(steps)
        if self._locked is None or not self._locked.any():
            return None
        locked = self._locked.copy()
        self._unlock(locked, gesture)
        return locked.view(np.bool_)

    def _follow(self, steps: Sequence[MaskRevision]) -> None:
        ids = [step.id for step in steps]
        if ids[: len(self._steps)] != self._steps:
            self._steps, self._locked = [], None
        for step in steps[len(self._steps) :]:
            self._take(step)
        self._steps = ids

    def _take(self, step: MaskRevision) -> None:
        if step.kind in ANEW:
            self._locked = None
        elif step.kind in DRAWN or (step.kind in AIMED and self._locked is not None):
            gesture = requests.gesture(step.kind, step.operation)
            if self._locked is None:
                self._locked = np.zeros((self._image.height, self._image.width), np.uint8)
            if isinstance(gesture, Brush | Polygon | Wand | Superpixel):
                _set(self._locked, handwork.covered(self._image, gesture))
            else:
                self._unlock(self._locked, gesture)

    def _unlock(self, locked: npt.NDArray[np.uint8], gesture: Gesture) -> None:
        for column, row in _aimed_at(locked, gesture):
            if locked[row, column]:
                cv2.floodFill(locked, None, (column, row), (0,), flags=8)


def _aimed_at(locked: npt.NDArray[np.uint8], gesture: Gesture) -> list[tuple[int, int]]:
    """(column, row) of the locked pixels that the gesture is made on."""
    if isinstance(gesture, Click):
        clicks = (ml.Click(gesture.x, gesture.y, gesture.positive), *gesture.more)
        return [click.pixel for click in clicks]
    if not isinstance(gesture, Scribble):
        return []
    region = ml.tools.stroke(locked.shape, gesture.points, gesture.radius)
    x, y, width, height = region.bbox
    found = np.argwhere(locked[y : y + height, x : x + width].astype(bool) & region.mask)
    return [(x + int(column), y + int(row)) for row, column in found]


def _set(pixels: npt.NDArray[np.uint8], region: ml.tools.Region) -> None:
    x, y, width, height = region.bbox
    pixels[y : y + height, x : x + width][region.mask] = 1
