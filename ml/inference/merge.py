"""Guarded progressive merge: a click changes only the region it is about, and only in its own
direction.

After FocalClick's progressive merge (CVPR 2022, section 3.4), with its defects mended: there a
click beside the changed pixels selected everything unchanged, its direction was read from the mask
under it, and one of two pieces a pixel apart was lost.
"""

from collections.abc import Sequence

import numpy as np

from ..types import Box, Click, Mask
from .pieces import near, reach_of

# What a click sets where the network will not follow: a disk of this share of the crop's long side.
FORCED_RADIUS = 0.006
LEAST_FORCED = 3.0  # pixels of the image


def disk(click: Click, radius: float, box: Box) -> Mask:
    """(h, w) bool: the pixels of `box` whose centres are within `radius` of `click`, its own pixel
    always included.
    """
    x, y, w, h = box
    rows = np.arange(y, y + h, dtype=np.float32)[:, None] + 0.5 - click.y
    cols = np.arange(x, x + w, dtype=np.float32)[None, :] + 0.5 - click.x
    out: Mask = rows**2 + cols**2 <= radius**2
    column, row = click.pixel
    if x <= column < x + w and y <= row < y + h:
        out[row - y, column - x] = True
    return out


def force(mask: Mask, click: Click, crop: Box) -> Box:
    """Sets a small disk around `click` in `mask` (H, W) to the click's side, in place; returns the
    box touched.
    """
    height, width = mask.shape
    radius = max(LEAST_FORCED, FORCED_RADIUS * max(crop[2:]))
    x0, y0 = max(0, int(click.x - radius - 1)), max(0, int(click.y - radius - 1))
    x1, y1 = min(width, int(click.x + radius + 2)), min(height, int(click.y + radius + 2))
    box = (x0, y0, x1 - x0, y1 - y0)
    mask[y0:y1, x0:x1][disk(click, radius, box)] = click.positive
    return box


def progressive(before: Mask, proposal: Mask, box: Box, clicks: Sequence[Click]) -> Mask:
    """The values inside `box` after merging `proposal` into `before`, click by click.

    `before`: (H, W) the mask so far; `proposal`: (h, w) what the network says inside `box`. A
    foreground click takes the proposal's additions in the connected piece under or near it, a
    background click its removals; nothing else moves. Where there is no such piece and the clicked
    pixel is on the wrong side, a small disk is set around the click. Returns (h, w) bool.
    """
    x, y, w, h = box
    out = before[y : y + h, x : x + w].copy()
    for click in clicks:
        column, row = click.pixel[0] - x, click.pixel[1] - y
        candidates = proposal & ~out if click.positive else out & ~proposal
        piece = near(candidates, column, row, reach_of(max(before.shape)))
        if piece is not None:
            out[piece] = click.positive
        if out[row, column] != click.positive:
            radius = max(LEAST_FORCED, FORCED_RADIUS * max(w, h))
            out[disk(click, radius, box)] = click.positive
    return out
