"""Which part of the image the network looks at."""

import math
from collections.abc import Iterable

import numpy as np

from ..changes import bounds
from ..types import Box, Click, Mask
from .pieces import near

EXPANSION = 1.4  # of object and clicks (FocalClick, CVPR 2022, section 3.1)
SMALLEST = 64  # pixels of the image: smaller crops only enlarge noise


def around(
    box: Box, width: int, height: int, expansion: float = EXPANSION, smallest: int = SMALLEST
) -> Box:
    """`box` enlarged about its centre, at least `smallest` a side and not longer than 2:1, inside
    the image.

    At a border the crop is shifted, not cut, so that the scale of what the network sees does not
    depend on the border.
    """
    cx, cy = box[0] + box[2] / 2, box[1] + box[3] / 2
    w, h = max(box[2] * expansion, smallest), max(box[3] * expansion, smallest)
    w, h = max(w, h / 2), max(h, w / 2)
    side_w, side_h = min(width, math.ceil(w)), min(height, math.ceil(h))
    left = min(max(0, round(cx - side_w / 2)), width - side_w)
    top = min(max(0, round(cy - side_h / 2)), height - side_h)
    return left, top, side_w, side_h


def union(box: Box, clicks: Iterable[Click]) -> Box:
    """The smallest box around `box`, where it is not empty, and the pixels of `clicks`; empty when
    there are neither.
    """
    xs, ys = ([box[0], box[0] + box[2]], [box[1], box[1] + box[3]]) if box[2] else ([], [])
    for click in clicks:
        column, row = click.pixel
        xs += [column, column + 1]
        ys += [row, row + 1]
    if not xs:
        return 0, 0, 0, 0
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def target(mask: Mask, clicks: list[Click]) -> Box:
    """Where the object is: box of mask, foreground clicks and the last click, enlarged; the image
    when nothing is known.
    """
    height, width = mask.shape
    box = bounds(mask)
    if not box[2]:
        return 0, 0, width, height
    return around(union(box, [c for c in clicks if c.positive] + clicks[-1:]), width, height)


def focus(before: Mask, after: Mask, click: Click, crop: Box) -> Box | None:
    """The part of `crop` that a click is about, for a second look: the changed piece under the
    click, enlarged.

    `before`, `after`: (H, W) bool. A piece much smaller than the object gives a window around the
    click instead (FocalClick, section 3.3). None where nothing changed or the window would be most
    of the crop.
    """
    x, y, w, h = crop
    region = np.s_[y : y + h, x : x + w]
    changed = before[region] ^ after[region]
    piece = near(changed, click.pixel[0] - x, click.pixel[1] - y)
    if piece is None:
        return None
    px, py, pw, ph = bounds(piece)
    ox, oy, ow, oh = bounds(np.ascontiguousarray(after[region]))
    if pw < ow / 3 or ph < oh / 3:
        reach = 0.2 * max(ow, oh)
        cx, cy = click.x - x, click.y - y
        px, py = int(cx - reach), int(cy - reach)
        pw = ph = max(1, int(2 * reach))
    window = around((px + x, py + y, pw, ph), before.shape[1], before.shape[0])
    if window[2] * window[3] > 0.8 * w * h:
        return None
    return window
