"""Which part of the image the network looks at."""

import math
from collections.abc import Iterable

from ..changes import bounds
from ..types import Box, Click, Mask
from .pieces import LEAST_REACH, near, reach_of
from .sighting import Sighting

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


def around_both(a: Box, b: Box) -> Box:
    """The smallest box around two; an empty one does not count."""
    if not a[2]:
        return b
    if not b[2]:
        return a
    x0, y0 = min(a[0], b[0]), min(a[1], b[1])
    x1, y1 = max(a[0] + a[2], b[0] + b[2]), max(a[1] + a[3], b[1] + b[3])
    return x0, y0, x1 - x0, y1 - y0


def focus(seen: Sighting, click: Click, width: int, height: int) -> Box | None:
    """The part of a crop that a click is about, for a second look: the changed piece under the
    click, enlarged, in pixels of the image of `width` x `height`.

    A piece much smaller than the object gives a window around the click instead (FocalClick,
    section 3.3). None where nothing changed or the window would be most of the crop.
    """
    proposed = seen.proposed
    piece = near(seen.previous ^ proposed, *seen.pixel(click))
    if piece is None:
        return None
    box, whole = bounds(piece), bounds(proposed)
    if box[2] < whole[2] / 3 or box[3] < whole[3] / 3:
        reach = max(1, int(0.2 * max(whole[2:])))
        column, row = seen.pixel(click)
        box = (column - reach, row - reach, 2 * reach, 2 * reach)
    window = around(seen.in_image(box), width, height)
    return window if window[2] * window[3] <= 0.8 * seen.box[2] * seen.box[3] else None


def about(seen: Sighting, clicks: Iterable[Click], width: int, height: int) -> Box:
    """The box of the image in which `clicks` may change a protected mask: the pieces that the
    network would change in each click's direction, with a margin, and the click's surroundings.
    """
    out: Box = (0, 0, 0, 0)
    reach = math.ceil(reach_of(max(width, height)))
    for click in clicks:
        added = seen.proposed & ~seen.previous
        removed = seen.previous & ~seen.proposed
        coarse = max(LEAST_REACH, reach * seen.size / max(seen.box[2:]))
        piece = near(added if click.positive else removed, *seen.pixel(click), coarse)
        if piece is not None:
            out = around_both(out, seen.in_image(bounds(piece), margin=3))
        column, row = click.pixel
        x0, y0 = max(0, column - reach), max(0, row - reach)
        x1, y1 = min(width, column + reach + 1), min(height, row + reach + 1)
        out = around_both(out, (x0, y0, x1 - x0, y1 - y0))
    return out
