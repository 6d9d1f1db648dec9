"""Superpixels: the picture cut into cells that end where colours do."""

from collections.abc import Collection
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from ..changes import bounds
from ..types import Change, InputError, Mask, Picture
from .region import NOWHERE, Region, paint

Labels = NDArray[np.int32]

# About how many cells a picture is cut into.
GRANULARITIES = {"small": 3000, "medium": 1000, "large": 300}
# Of larger pictures, a reduced one is cut: nobody aims at a cell of a few pixels there.
MOST_PIXELS = 4_000_000
SMOOTHING = 1.0  # pixels; the noise of a camera would fray the cells
MOST_IDS = 1 << 24


def superpixel(mask: Mask, labels: Labels, ids: Collection[int], positive: bool = True) -> Change:
    """Adds (`positive`) or removes the cells `ids` of the map `labels`; `mask` (H, W) is not
    written.

    `labels` is as `superpixels` makes it of the mask's image. Raises InputError `unknown_cell`.
    """
    return paint(mask, cells(mask.shape, labels, ids), positive)


def cells(shape: tuple[int, ...], labels: Labels, ids: Collection[int]) -> Region:
    """The pixels of these cells in an image of `shape` (H, W). Raises InputError `unknown_cell`
    for an id that the map does not have.
    """
    chosen = np.zeros(int(labels.max()) + 1, bool)
    for number in ids:
        if not 0 <= number < len(chosen):
            raise InputError("unknown_cell", f"there is no cell {number} in this picture")
        chosen[number] = True
    rows, columns = sources(shape[0], labels.shape[0]), sources(shape[1], labels.shape[1])
    x, y, w, h = bounds(chosen[labels])
    if not w:
        return NOWHERE
    x0, x1 = np.searchsorted(columns, (x, x + w))
    y0, y1 = np.searchsorted(rows, (y, y + h))
    found = chosen[labels[rows[y0:y1]][:, columns[x0:x1]]]
    return Region((int(x0), int(y0), int(x1 - x0), int(y1 - y0)), found)


def size(width: int, height: int) -> tuple[int, int]:
    """(width, height) of the map of a picture: its own, or a reduced one of at most 4 million."""
    scale = min(1.0, (MOST_PIXELS / (width * height)) ** 0.5)
    return max(1, int(width * scale)), max(1, int(height * scale))


def superpixels(image: Picture, count: int) -> Labels:
    """Cuts an image (H, W, 3) uint8 into about `count` cells: the number of its cell for each
    pixel, from 0, none left out; every cell is 8-connected. The same image gives the same map.

    Seeds on a grid flood the picture along the smallest differences of colour (watershed). Images
    of more than 4 million pixels are the caller's to reduce, to `size`; `sources` leads back.
    """
    height, width = image.shape[:2]
    side = max(2.0, (height * width / count) ** 0.5)
    rows, columns = _centres(height, side), _centres(width, side)
    # OpenCV never labels the outermost pixels: they are put around the picture, and cut off again.
    smooth = cv2.GaussianBlur(image, (0, 0), SMOOTHING)
    framed = cv2.copyMakeBorder(smooth, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    seeds = np.zeros(framed.shape[:2], np.int32)
    numbers = np.arange(1, len(rows) * len(columns) + 1, dtype=np.int32)
    seeds[np.ix_(rows + 1, columns + 1)] = numbers.reshape(len(rows), len(columns))
    if len(numbers) == 1:
        return np.zeros((height, width), np.int32)
    found = cv2.watershed(framed, seeds)[1:-1, 1:-1].astype(np.float32)
    # The lines between the cells go to a neighbour.
    while (lines := found < 1).any():
        found[lines] = cv2.dilate(found, np.ones((3, 3), np.uint8))[lines]
    labels: Labels = found.astype(np.int32) - 1
    return labels


@lru_cache(maxsize=8)
def sources(long: int, short: int) -> NDArray[np.intp]:
    """For each of `long` pixels of a side the nearest of `short`: how a reduced map is enlarged."""
    out: NDArray[np.intp] = (2 * np.arange(long, dtype=np.intp) + 1) * short // (2 * long)
    out.flags.writeable = False
    return out


def _centres(length: int, side: float) -> NDArray[np.intp]:
    number = max(1, round(length / side))
    return ((np.arange(number) + 0.5) * length / number).astype(np.intp)
