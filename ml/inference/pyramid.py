"""An image at halved sizes, so that a small view of a large crop need not read every pixel
again.
"""

from typing import Any, cast

import cv2
import numpy as np

from ..resize import resized
from ..types import Box, Picture


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
        scale_x = source.shape[1] / self.image.shape[1]
        scale_y = source.shape[0] / self.image.shape[0]
        step_x, step_y = w / size * scale_x, h / size * scale_y
        # From the middle of a pixel of the view to that of the level.
        way = np.array(
            [
                [step_x, 0, x * scale_x + step_x / 2 - 0.5],
                [0, step_y, y * scale_y + step_y / 2 - 0.5],
            ]
        )
        how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        seen = cv2.warpAffine(
            cast("Any", source), way, (size, size), flags=how, borderMode=cv2.BORDER_REPLICATE
        )
        return cast("Picture", seen)

    def _level(self, number: int) -> Picture:
        while len(self._levels) <= number:
            last = self._levels[-1]
            width, height = max(1, last.shape[1] // 2), max(1, last.shape[0] // 2)
            self._levels.append(resized(last, width, height))
        return self._levels[number]
