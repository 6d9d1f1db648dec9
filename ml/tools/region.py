"""The pixels that a gesture covers, and what painting them does to a mask."""

from dataclasses import dataclass

import numpy as np

from ..changes import difference, unchanged
from ..types import EMPTY, Box, Change, Mask


@dataclass(frozen=True, slots=True)
class Region:
    """Some pixels of an image: those of `bbox` where `mask`, (height, width) bool, is True.

    `bbox` may be larger than it has to be. Nothing covered: (0, 0, 0, 0) and shape (0, 0).
    """

    bbox: Box
    mask: Mask


NOWHERE = Region(EMPTY, np.zeros((0, 0), bool))


def paint(mask: Mask, region: Region, positive: bool) -> Change:
    """Adds the region's pixels to `mask` (H, W), or takes them out; `mask` is not written."""
    x, y, w, h = region.bbox
    if not w or not h:
        return unchanged()
    after = mask.copy()
    after[y : y + h, x : x + w][region.mask] = positive
    return difference(mask, after, region.bbox)
