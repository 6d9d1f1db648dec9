"""Resizing, as everything here wants it."""

from typing import Any, TypeVar, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", np.uint8, np.float32)


def resized(a: NDArray[Scalar], width: int, height: int) -> NDArray[Scalar]:
    """`a` (H, W[, C]) as (height, width[, C]): area averages where no side grows, else bilinear.

    Pixels are areas: edges stay edges, so the result commutes with mirroring.
    """
    smaller = a.shape[0] >= height and a.shape[1] >= width
    how = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
    return cast("NDArray[Scalar]", cv2.resize(cast("Any", a), (width, height), interpolation=how))


def view(
    a: NDArray[Scalar], columns: tuple[float, float], rows: tuple[float, float], size: int
) -> NDArray[Scalar]:
    """(size, size[, C]) of `a` (H, W[, C]), linear between the centres of its pixels, those at its edge
    repeated beyond it. `columns`, `rows`: where in `a` the first pixel's centre lies, counted from
    that of its own first pixel, and how far the next one is.
    """
    (left, across), (top, down) = columns, rows
    way = np.array([[across, 0, left], [0, down, top]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(
        cast("Any", a), way, (size, size), flags=how, borderMode=cv2.BORDER_REPLICATE
    )
    return cast("NDArray[Scalar]", seen)
