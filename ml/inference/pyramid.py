"""An image at halved sizes, so that a small view of a large crop need not read every pixel
again.
"""

import numpy as np

from ..resize import resized
from ..types import Box, Picture

REDUCED = 1.5  # times, at least, from the level that is read to the view


class Pyramid:
    """`crop(box, size)` of an image (H, W, 3); levels are made when first needed and kept (a third
    more memory).
    """

    def __init__(self, image: Picture) -> None:
        self.image = image
        self._levels = [image]

    def crop(self, box: Box, size: int) -> Picture:
        """`box` of the image as (size, size, 3) uint8, its aspect not kept."""
        x, y, w, h = box
        # The coarsest level that still has to be reduced well: area averaging hides the levels' seams.
        level = int(np.log2(max(1.0, min(w, h) / (REDUCED * size))))
        source = self._level(level)
        scale_x, scale_y = (
            source.shape[1] / self.image.shape[1],
            source.shape[0] / self.image.shape[0],
        )
        x0, y0 = int(x * scale_x), int(y * scale_y)
        x1, y1 = max(x0 + 1, round((x + w) * scale_x)), max(y0 + 1, round((y + h) * scale_y))
        part = source[y0:y1, x0:x1]
        return resized(part, size, size)

    def _level(self, number: int) -> Picture:
        while len(self._levels) <= number:
            last = self._levels[-1]
            width, height = max(1, last.shape[1] // 2), max(1, last.shape[0] // 2)
            self._levels.append(resized(last, width, height))
        return self._levels[number]
