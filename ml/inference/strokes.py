"""What strokes and boxes do to a mask. Rounds are independent: a stroke is answered from the
picture, the mask and itself, not from earlier clicks or strokes.
"""

import math

import cv2
import numpy as np

from ..changes import bounds
from ..maps import outline
from ..tools.brush import brush
from ..types import Box, InputError, Mask, Stroke
from . import crops
from .gaze import Gaze
from .sighting import Sighting
from .votes import together

# Share of the picture that a stroke's box covers -> how much more than that box is looked at.
SURROUNDINGS = (
    (0.001, 4.0), (0.01, 3.0), (0.05, 2.2), (0.15, 1.7), (0.4, 1.4), (1.0, 1.1),
)  # fmt: skip
LEAST = 96.0  # pixels of the image
LEAST_SHARE = 0.12  # of its long side
MOST_ZOOM = 8.0
BOX_MARGIN = 1.3
CLOSE_UP = 1.5  # zoom from which a stroke is about its surroundings alone
MUCH_LARGER = 2.0  # in area


def expansion(share: float, zoom: float) -> float:
    """How many times the side of a stroke's box is looked at, when the box covers `share` (0..1) of
    the picture and a pixel of the fitted picture is `zoom` pixels on the screen.

    Large strokes and close work ask for less of the surroundings.
    """
    areas, factors = zip(*SURROUNDINGS, strict=True)
    factor = float(np.interp(math.log10(max(share, 1e-9)), np.log10(areas), factors))
    return 1 + (factor - 1) / math.sqrt(min(max(zoom, 1.0), MOST_ZOOM))


def surroundings(box: Box, width: int, height: int, zoom: float) -> Box:
    """The crop that answers a stroke whose box is `box`, in a picture of `width` x `height`."""
    w, h = max(1, box[2]), max(1, box[3])
    near = math.sqrt(min(max(zoom, 1.0), MOST_ZOOM))
    smallest = max(LEAST, LEAST_SHARE * max(width, height) / near)
    factor = expansion(w * h / (width * height), zoom)
    return crops.around(box, width, height, factor, math.ceil(smallest))


def scribble(gaze: Gaze, before: Mask, stroke: Stroke, zoom: float) -> tuple[Box, float, Mask]:
    """(box that may have changed, the network's score, the mask after a round of scribbling).

    A foreground stroke only adds, a background stroke only removes: the connected pieces that it
    touches, and the pixels under it. How much of the picture is looked at follows the stroke; the
    first one of an object is about the whole picture. Raises InputError `stroke` for a bad stroke, `point_outside`
    for one beside the image.
    """
    painted = _painted(before.shape, stroke)
    box = bounds(painted)
    if not box[2]:
        size = f"{gaze.width} x {gaze.height}"
        raise InputError("point_outside", f"no part of the stroke is in the image of {size}")
    crop, seen, proposal = _round(gaze, before, stroke, box, zoom)
    with gaze.timed("merge"):
        touched = crops.around_both(crop, box)
        x, y, w, h = touched
        region = np.s_[y : y + h, x : x + w]
        old, new, line = before[region], proposal[region], painted[region]
        candidates = (new & ~old) if stroke.positive else (old & ~new)
        after = before.copy()
        after[region][_met(candidates, line) | line] = stroke.positive
    return touched, seen.answer.score, after


def _round(
    gaze: Gaze, before: Mask, stroke: Stroke, box: Box, zoom: float
) -> tuple[Box, Sighting, Mask]:
    """(what may have changed, what was seen, the mask that the network proposes).

    The first stroke of an object is about all of it: the whole picture is looked at, then, as after
    a first click, the crop of the answer.
    """
    if before.any() or not stroke.positive:
        return _later(gaze, before, stroke, box, zoom)
    whole: Box = (0, 0, gaze.width, gaze.height)
    seen = gaze.look(whole, before, strokes=[stroke])
    first = gaze.paste(before.copy(), seen)
    near = crops.around(crops.around_both(bounds(first), box), gaze.width, gaze.height)
    if near[2] * near[3] >= 0.7 * gaze.width * gaze.height:
        return whole, seen, first
    seen = gaze.look(near, first, strokes=[stroke])
    return near, seen, gaze.paste(before.copy(), seen)


def _later(
    gaze: Gaze, before: Mask, stroke: Stroke, box: Box, zoom: float
) -> tuple[Box, Sighting, Mask]:
    """As `_round`, for a stroke on a mask that holds something: its surroundings are looked at and,
    unless somebody works close up, all of the object, so that a stroke can take back much more than
    itself; and the wider of the two once more without the mask.
    """
    near = surroundings(box, gaze.width, gaze.height, zoom)
    whole = crops.around(crops.around_both(bounds(before), box), gaze.width, gaze.height)
    nothing = np.zeros_like(before)
    closer = gaze.look(near, before, strokes=[stroke], part="refinement")
    if zoom > CLOSE_UP or whole[2] * whole[3] <= MUCH_LARGER * near[2] * near[3]:
        fresh = gaze.look(near, nothing, strokes=[stroke], part="refinement")
        seen = together(closer, closer, fresh)
        return near, seen, gaze.paste(before.copy(), seen)
    wider = gaze.look(whole, before, strokes=[stroke])
    fresh = gaze.look(whole, nothing, strokes=[stroke])
    around = gaze.paste(before.copy(), together(wider, wider, fresh))
    seen = together(closer, wider, fresh)
    return crops.around_both(whole, near), seen, gaze.paste(around, seen)


def _painted(shape: tuple[int, ...], stroke: Stroke) -> Mask:
    """(H, W) bool, the pixels under `stroke`."""
    empty = np.zeros(shape, bool)
    change = brush(empty, stroke.points, stroke.radius)
    x, y, w, h = change.bbox
    empty[y : y + h, x : x + w] = change.mask
    return empty


def _met(candidates: Mask, line: Mask) -> Mask:
    """The 8-connected pieces of `candidates` (h, w) that `line` touches, gaps of a pixel closed."""
    either = (candidates | line).view(np.uint8)
    joined = cv2.morphologyEx(either, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels = cv2.connectedComponents(joined, connectivity=8, ltype=cv2.CV_32S)
    chosen = np.zeros(count, bool)
    chosen[np.unique(labels[line])] = True
    chosen[0] = False
    out: Mask = chosen[labels] & candidates
    return out


def enclosed(
    gaze: Gaze, before: Mask, corners: tuple[float, float, float, float], protect: bool
) -> tuple[Box, float, Mask]:
    """(box that may have changed, the network's score, the mask with the object inside a drawn
    box). `corners`: left, top, right, bottom.

    Nothing outside the drawn box changes; a protected mask is only added to. Raises InputError
    `box_outside` when none of the box is in the image.
    """
    left, top = max(0, math.floor(corners[0])), max(0, math.floor(corners[1]))
    right = min(gaze.width, math.ceil(corners[2]))
    bottom = min(gaze.height, math.ceil(corners[3]))
    if right <= left or bottom <= top:
        raise InputError(
            "box_outside", f"no part of the box is in the image of {gaze.width} x {gaze.height}"
        )
    drawn: Box = (left, top, right - left, bottom - top)
    frame = outline((left, top, right, bottom))
    crop = crops.around(drawn, gaze.width, gaze.height, BOX_MARGIN)
    kept = before if protect else np.zeros_like(before)
    seen = gaze.look(crop, kept, strokes=[frame])
    proposal = gaze.paste(kept.copy(), seen)
    with gaze.timed("merge"):
        region = np.s_[top:bottom, left:right]
        after = before.copy()
        after[region] = (before[region] | proposal[region]) if protect else proposal[region]
    return drawn, seen.answer.score, after
