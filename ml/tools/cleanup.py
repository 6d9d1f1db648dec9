"""Tidying a mask as a whole."""

import math
from collections.abc import Callable
from typing import Literal, get_args

import cv2
import numpy as np

from ..changes import bounds, difference
from ..types import Change, InputError, Mask

Action = Literal["fill", "islands", "grow", "shrink", "smooth", "invert", "largest"]
ACTIONS: tuple[str, ...] = get_args(Action)

LARGEST_AMOUNT = {"smooth": 64.0, "grow": 256.0, "shrink": 256.0}  # pixels
LARGEST_AREA = 150_000_000.0  # pixels: fill, islands
SPECK = 0.01  # of the largest piece: islands that are smaller go where no amount is given


def cleanup(mask: Mask, action: Action, amount: float | None = None) -> Change:
    """Tidies `mask` (H, W), which is not written. `amount` None leaves it to the action.

    fill: background that the mask encloses is added; only holes of at most `amount` pixels, by
    default, or with 0, all. islands: pieces of fewer than `amount` pixels are dropped, by default
    those under a hundredth of the largest. grow, shrink: the outline moves by `amount` pixels, 1 by
    default; the picture's edge is no outline. smooth: each pixel becomes what most of the disk of
    radius `amount`, 2 by default, around it is; what is outside the picture has no vote. invert,
    largest (only the largest piece stays): no amount is looked at.

    Pieces are 8-connected, holes 4-connected. Raises InputError `cleanup` for an unknown action or
    an amount that is no number, negative or too large.
    """
    if action not in ACTIONS:
        raise InputError("cleanup", f"there is no action {action!r}")
    most = LARGEST_AMOUNT.get(action, LARGEST_AREA)
    if amount is not None and not (math.isfinite(amount) and 0 <= amount <= most):
        raise InputError("cleanup", f"the amount of {action} is 0 to {most:g} pixels")
    return difference(mask, DOERS[action](mask, amount))


def _fill(mask: Mask, amount: float | None) -> Mask:
    labels, areas = _pieces(~mask, connectivity=4)
    if len(areas) == 1:
        return mask
    border = (labels[0], labels[-1], labels[:, 0], labels[:, -1])
    holes = areas <= (amount or math.inf)
    holes[np.unique(np.concatenate(border))] = False
    holes[0] = False
    out: Mask = mask | holes[labels]
    return out


def _islands(mask: Mask, amount: float | None) -> Mask:
    labels, areas = _pieces(mask, connectivity=8)
    if len(areas) == 1:
        return mask
    gone = areas < (SPECK * areas[1:].max() if amount is None else amount)
    gone[0] = False
    out: Mask = mask & ~gone[labels]
    return out


def _largest(mask: Mask, _: float | None) -> Mask:
    labels, areas = _pieces(mask, connectivity=8)
    return labels == 1 + areas[1:].argmax() if len(areas) > 1 else mask


def _grow(mask: Mask, amount: float | None) -> Mask:
    """The pixels within reach of the mask; looked for only where the mask can reach."""
    reach = 1.0 if amount is None else amount
    x, y, w, h = bounds(mask)
    if not w or not reach:
        return mask
    margin = math.ceil(reach)
    x0, y0 = max(0, x - margin), max(0, y - margin)
    window = np.s_[y0 : y + h + margin, x0 : x + w + margin]
    outside = np.ascontiguousarray(~mask[window]).view(np.uint8)
    after = mask.copy()
    # Distances are exact to a few millionths; what is right at the reach counts as within.
    after[window] = _distance(outside) <= reach + 1e-3
    return after


def _shrink(mask: Mask, amount: float | None) -> Mask:
    return mask if mask.all() else ~_grow(~mask, amount)


def _smooth(mask: Mask, amount: float | None) -> Mask:
    """Each pixel votes +1 or -1 in the disk around it; looked at only where the mask can reach."""
    radius = 2.0 if amount is None else amount
    x, y, w, h = bounds(mask)
    if not w:
        return mask
    reach = math.floor(radius)
    x0, y0 = max(0, x - 2 * reach), max(0, y - 2 * reach)
    votes = mask[y0 : y + h + 2 * reach, x0 : x + w + 2 * reach] * np.float32(2) - np.float32(1)
    steps = np.arange(-reach, reach + 1)
    disk = (steps[:, None] ** 2 + steps**2 <= radius**2).astype(np.float32)
    sums = cv2.filter2D(votes, -1, disk, borderType=cv2.BORDER_CONSTANT)
    left, top = max(0, x - reach), max(0, y - reach)
    window = np.s_[top : y + h + reach, left : x + w + reach]
    after = mask.copy()
    # Sums are whole numbers up to the error of a Fourier transform.
    after[window] = (
        sums[top - y0 :, left - x0 :][: after[window].shape[0], : after[window].shape[1]] > 0.5
    )
    return after


def _invert(mask: Mask, _: float | None) -> Mask:
    return ~mask


def _pieces(mask: Mask, *, connectivity: int) -> tuple[np.ndarray, np.ndarray]:
    """(H, W) int32, 0 outside; and each label's area, that of the outside at 0."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        np.ascontiguousarray(mask).view(np.uint8), connectivity=connectivity, ltype=cv2.CV_32S
    )
    return labels, stats[:, cv2.CC_STAT_AREA]


def _distance(outside: np.ndarray) -> np.ndarray:
    """The distance, in pixels, of each pixel to the nearest that is 0."""
    return np.asarray(cv2.distanceTransform(outside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE))


DOERS: dict[str, Callable[[Mask, float | None], Mask]] = {
    "fill": _fill,
    "islands": _islands,
    "grow": _grow,
    "shrink": _shrink,
    "smooth": _smooth,
    "invert": _invert,
    "largest": _largest,
}
