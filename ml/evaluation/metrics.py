"""Agreement of a mask with the truth."""

import cv2
import numpy as np

from ..types import Mask


def iou(mask: Mask, truth: Mask, ignore: Mask) -> float:
    """Intersection over union of two (H, W) masks, pixels of `ignore` left out; 1 when both are
    empty.
    """
    union = np.count_nonzero((mask | truth) & ~ignore)
    return float(np.count_nonzero(mask & truth & ~ignore) / union) if union else 1.0


def band(mask: Mask, width: int) -> Mask:
    """The pixels of `mask` within `width` pixels of its outline; the image's border counts as
    outline.
    """
    padded = np.pad(mask, 1).astype(np.uint8)
    eroded = cv2.erode(padded, np.ones((3, 3), np.uint8), iterations=width)[1:-1, 1:-1]
    out: Mask = mask & (eroded == 0)
    return out


def boundary_iou(mask: Mask, truth: Mask, ignore: Mask) -> float:
    """IoU of the two masks' inner bands, 2 % of the image's diagonal wide (Cheng et al., CVPR
    2021).
    """
    width = max(1, round(0.02 * float(np.hypot(*mask.shape))))
    return iou(band(mask, width), band(truth, width), ignore)
