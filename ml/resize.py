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
