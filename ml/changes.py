"""Differences between two masks, and their application."""

import cv2
import numpy as np

from .types import EMPTY, Box, Change, InputError, Mask


def bounds(mask: Mask) -> Box:
    """The smallest box around the True pixels of `mask` (H, W); (0, 0, 0, 0) when there are
    none.
    """
    x, y, w, h = cv2.boundingRect(mask.view(np.uint8))
    return int(x), int(y), int(w), int(h)


def difference(before: Mask, after: Mask, within: Box | None = None) -> Change:
    """The change that makes `after` of `before`, both (H, W) bool, in the smallest rectangle.

    `within` promises that the two are equal outside of that box; only it is looked at.
    Raises InputError `mask_size` when the shapes differ.
    """
    if before.shape != after.shape:
        raise InputError("mask_size", f"the masks differ in size: {before.shape} and {after.shape}")
    x0, y0, width, height = within or (0, 0, before.shape[1], before.shape[0])
    region = np.s_[y0 : y0 + height, x0 : x0 + width]
    differs = before[region] ^ after[region]
    x, y, w, h = bounds(np.ascontiguousarray(differs)) if differs.size else EMPTY
    if not w:
        return unchanged()
    changed = int(np.count_nonzero(differs[y : y + h, x : x + w]))
    x, y = x + x0, y + y0
    return Change((x, y, w, h), after[y : y + h, x : x + w].copy(), changed)


def unchanged() -> Change:
    """The change that changes nothing."""
    return Change(EMPTY, np.zeros((0, 0), bool), 0)


def apply(mask: Mask, change: Change) -> Mask:
    """A copy of `mask` (H, W) with `change` made."""
    out = mask.copy()
    x, y, w, h = change.bbox
    out[y : y + h, x : x + w] = change.mask
    return out
