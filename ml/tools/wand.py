"""The magic wand: what has nearly the colour of a pixel and hangs together with it."""

import math

import cv2
import numpy as np

from ..types import Change, InputError, Mask, Picture
from .region import Region, paint

LARGEST_TOLERANCE = 255.0


def wand(
    mask: Mask, image: Picture, x: float, y: float, tolerance: float, positive: bool = True
) -> Change:
    """Adds (`positive`) or removes what `alike` finds at (x, y); `mask` (H, W) is not written.

    Raises InputError `mask_size` where the image (H, W, 3) is of another size, else as `alike`.
    """
    if mask.shape != image.shape[:2]:
        raise InputError("mask_size", f"the mask is {mask.shape}, the image {image.shape[:2]}")
    return paint(mask, alike(image, x, y, tolerance), positive)


def alike(image: Picture, x: float, y: float, tolerance: float) -> Region:
    """The pixels that a path of alike pixels leads to from the one under (x, y), each the left,
    right, upper or lower neighbour of the one before.

    Alike: no channel differs from the first pixel's by more than `tolerance`, 0 to 255. Raises
    InputError `point_outside` for a point that is not in the image (H, W, 3) uint8, `tolerance`.
    """
    height, width = image.shape[:2]
    if not (0 <= x < width and 0 <= y < height):
        raise InputError(
            "point_outside", f"({x}, {y}) is not in the image, which is {width} x {height} pixels"
        )
    if not 0 <= tolerance <= LARGEST_TOLERANCE:
        raise InputError("tolerance", f"a tolerance is 0 to {LARGEST_TOLERANCE:g}")
    found = np.zeros((height + 2, width + 2), np.uint8)
    either_way = (math.floor(tolerance),) * 3
    flags = 4 | cv2.FLOODFILL_FIXED_RANGE | cv2.FLOODFILL_MASK_ONLY | 1 << 8
    # Only the mask is written, but OpenCV asks for a picture that could be.
    writable = image if image.flags.writeable else image.copy()
    seed = (int(x), int(y))
    _, _, _, box = cv2.floodFill(writable, found, seed, (0, 0, 0), either_way, either_way, flags)
    x0, y0, w, h = (int(value) for value in box)
    inner = found[1 + y0 : 1 + y0 + h, 1 + x0 : 1 + x0 + w]
    return Region((x0, y0, w, h), inner == 1)
