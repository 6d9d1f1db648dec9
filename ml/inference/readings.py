"""What else a first click may mean: the part of an object, the object, the group it is in."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..changes import bounds
from ..types import EMPTY, Alternative, Box, Click, Floats, Mask
from . import crops
from .gaze import Gaze, enlarged
from .network import Stop
from .pieces import near
from .sighting import Sighting

MOST = 3
CLOSER = (0.6, 0.35, 0.2)  # sides of closer looks, as shares of the picture's long side
ALIKE = 0.85  # IoU above which two readings of a click are the same to a person
SURE = 0.5  # logit
STEADY = 0.4  # IoU of a reading at -SURE with itself at SURE, below which it is a guess
CUT = 0.1  # share of a view's border that a reading may cross: more, and the view is what ends it
LEAST = 30  # pixels of the image


class Reading(NamedTuple):
    """A mask by its bounding box: `mask` (h, w) bool inside `box`, nothing outside of it."""

    box: Box
    mask: Mask

    @classmethod
    def of(cls, mask: Mask, box: Box) -> "Reading | None":
        """The reading whose values inside `box` are `mask`; None where it is next to nothing."""
        x, y, w, h = bounds(mask)
        cut = mask[y : y + h, x : x + w]
        if np.count_nonzero(cut) < LEAST:
            return None
        return cls((box[0] + x, box[1] + y, w, h), np.ascontiguousarray(cut))

    def inside(self, box: Box) -> Mask:
        """(h, w) bool: the values inside `box`, which holds the whole reading."""
        out = np.zeros((box[3], box[2]), bool)
        x, y = self.box[0] - box[0], self.box[1] - box[1]
        out[y : y + self.box[3], x : x + self.box[2]] = self.mask
        return out

    def overlap(self, other: "Reading") -> float:
        """IoU of the two."""
        box = crops.around_both(self.box, other.box)
        a, b = self.inside(box), other.inside(box)
        return np.count_nonzero(a & b) / np.count_nonzero(a | b)


def others(
    gaze: Gaze,
    seen: Sighting,
    after: Mask,
    clicks: Sequence[Click],
    stop: Stop | None = None,
) -> tuple[Alternative, ...]:
    """Up to three readings of the first `clicks` of an object, smallest first, that differ from the
    answer `after` (H, W) and from each other. `seen`: the look that was taken before there was an
    answer. Raises Interrupted once `stop` says so.

    They come from closer looks at the same click, since the network takes what fills its view for
    the object, and from the latent heads (CDNet, section 3.3). A look at a place that means nothing
    by itself gives noise, which a shift of the threshold changes much: the stability of Segment
    Anything (appendix on automatic masks) keeps that away.
    """
    taken = Reading.of(after, (0, 0, gaze.width, gaze.height))
    if taken is None:
        return ()
    chosen = [taken]
    for reading in _all(gaze, seen, clicks, stop):
        if all(reading.overlap(one) < ALIKE for one in chosen):
            chosen.append(reading)
            if len(chosen) > MOST:
                break
    out = []
    for reading in sorted(chosen[1:], key=lambda one: np.count_nonzero(one.mask)):
        box = crops.around_both(taken.box, reading.box)
        out.append(Alternative(box, reading.inside(box)))
    return tuple(out)


def _all(
    gaze: Gaze, seen: Sighting, clicks: Sequence[Click], stop: Stop | None
) -> Iterator[Reading]:
    nothing = np.zeros((gaze.height, gaze.width), bool)
    # One after the other: on a processor a batch of three takes no less time.
    for box in _closer(gaze, seen, clicks):
        closer = gaze.look(box, nothing, clicks, part="readings", stop=stop)
        if _cut(closer.proposed, box, gaze) <= CUT:
            yield from _clicked(closer.answer.mask, box, clicks)
    for logits in seen.answer.latent:
        yield from _clicked(logits, seen.box, clicks)


def _closer(gaze: Gaze, seen: Sighting, clicks: Sequence[Click]) -> list[Box]:
    """Boxes around the clicks that are smaller than what was seen, the largest first."""
    around = crops.union(EMPTY, clicks)
    long = max(gaze.width, gaze.height)
    sides = [max(crops.SMALLEST, round(share * long)) for share in CLOSER]
    boxes = [crops.around(around, gaze.width, gaze.height, 1.0, side) for side in sides]
    return [box for box in dict.fromkeys(boxes) if box[2] * box[3] < seen.box[2] * seen.box[3]]


def _cut(seen: Mask, box: Box, gaze: Gaze) -> float:
    """Which share of the border of a view (S, S) of `box` is in the mask, where the picture goes on
    beyond it.
    """
    x, y, w, h = box
    sides = [
        side
        for side, open_ in (
            (seen[0], y > 0),
            (seen[-1], y + h < gaze.height),
            (seen[:, 0], x > 0),
            (seen[:, -1], x + w < gaze.width),
        )
        if open_
    ]
    return float(np.mean(sides)) if sides else 0.0


def _clicked(logits: Floats, box: Box, clicks: Sequence[Click]) -> Iterator[Reading]:
    """The piece of a look's logits (S, S) at `box` that the foreground clicks are on; nothing where
    there is none, and for a guess.
    """
    surely, possibly = logits > SURE, logits > -SURE
    if np.count_nonzero(surely) < STEADY * np.count_nonzero(possibly) or not surely.any():
        return
    mask = enlarged(logits, box[2], box[3])
    for click in clicks:
        if click.positive:
            column, row = click.pixel
            piece = near(mask, column - box[0], row - box[1])
            if piece is None:
                return
            mask = piece
    reading = Reading.of(mask, box)
    if reading is not None:
        yield reading
