"""An image at halved sizes, so that a small view of a large crop need not read every pixel
again.
"""

import math
from typing import Final, NamedTuple

import numpy as np

from ..resize import resized, view
from ..types import Box, Picture

MOST_READ: Final = 16_000  # pixels a side: half of what OpenCV can map from


class Pyramid:
    """`crop(box, size)` of an image (H, W, 3); levels are made when first needed and kept (a third
    more memory).
    """

    def __init__(self, image: Picture) -> None:
        self.image = image
        self._levels = [image]

    def crop(self, box: Box, size: int) -> Picture:
        """`box` of the image as (size, size, 3) uint8, its aspect not kept.

        The view lies on the box to a fraction of a pixel of the view, whatever level it is made of: a mask
        that is found in it must not be shifted in the image.
        """
        x, y, w, h = box
        # The coarsest level that is not enlarged: what is left is less than a halving.
        source = self._level(int(np.log2(max(1.0, min(w, h) / size))))
        columns = _axis(x, w, source.shape[1] / self.image.shape[1], source.shape[1], size)
        rows = _axis(y, h, source.shape[0] / self.image.shape[0], source.shape[0], size)
        part = np.ascontiguousarray(source[rows.read, columns.read])
        return view(part, (columns.start, columns.step), (rows.start, rows.step), size)

    def _level(self, number: int) -> Picture:
        while len(self._levels) <= number:
            last = self._levels[-1]
            width, height = max(1, last.shape[1] // 2), max(1, last.shape[0] // 2)
            self._levels.append(resized(last, width, height))
        return self._levels[number]


class _Axis(NamedTuple):
    """What of a level is read along one axis, where in it the view's first pixel lies, and how far
    the next one.
    """

    read: slice
    start: float
    step: float


def _axis(at: int, length: int, scale: float, side: int, size: int) -> _Axis:
    """The axis for the pixels `at` to `at + length` of the image, of which one is `scale` pixels of the
    level, `side` pixels long; `size` is that of the view.
    """
    first = max(0, int(at * scale) - 1)
    last = min(side, math.ceil((at + length) * scale) + 1)
    every = (last - first) // MOST_READ + 1
    step = length / size * scale
    # From the middle of a pixel of the view to that of the level.
    start = at * scale + step / 2 - 0.5 - first
    return _Axis(slice(first, last, every), start / every, step / every)
