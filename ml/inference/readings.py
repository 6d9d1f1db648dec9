"""What else a first click may mean: the part of an object, the object, the group it is in."""

from collections.abc import Sequence

import numpy as np

from ..changes import bounds
from ..types import Alternative, Click, Floats, Mask
from . import crops
from .gaze import enlarged
from .pieces import near
from .sighting import Sighting

MOST = 3
ALIKE = 0.9  # IoU above which two readings of a click are the same to a person
SURE = 1.0  # logit
STEADY = 0.7  # IoU of a reading at -SURE with itself at SURE, below which it is a guess


def others(seen: Sighting, after: Mask, clicks: Sequence[Click]) -> tuple[Alternative, ...]:
    """Up to three readings of the first `clicks` of an object, smallest first, that differ from the
    answer `after` (H, W) and from each other. `seen`: the look that was taken before there was
    an answer.

    They are the latent heads' (CDNet, section 3.3). A head that was never taught such a place gives
    noise, which a shift of its threshold changes much: the stability of Segment Anything (section
    A, "Filtering") keeps that away.
    """
    x, y, w, h = seen.box
    chosen = [np.ascontiguousarray(after[y : y + h, x : x + w])]
    for logits in seen.answer.latent:
        reading = _clicked(seen, logits, clicks)
        if reading is not None and all(_overlap(reading, one) < ALIKE for one in chosen):
            chosen.append(reading)
    out = []
    for reading in sorted(chosen[1:], key=np.count_nonzero)[:MOST]:
        x1, y1, w1, h1 = crops.around_both(bounds(chosen[0]), bounds(reading))
        out.append(
            Alternative((x + x1, y + y1, w1, h1), reading[y1 : y1 + h1, x1 : x1 + w1].copy())
        )
    return tuple(out)


def _clicked(seen: Sighting, logits: Floats, clicks: Sequence[Click]) -> Mask | None:
    """(h, w) bool: the piece of a reading (S, S) that the clicks are on; None where there is none,
    and for a guess.
    """
    surely, possibly = logits > SURE, logits > -SURE
    if np.count_nonzero(surely) < STEADY * np.count_nonzero(possibly) or not surely.any():
        return None
    x, y, w, h = seen.box
    reading = enlarged(logits, w, h)
    for click in clicks:
        column, row = click.pixel
        if click.positive:
            piece = near(reading, column - x, row - y)
            if piece is None:
                return None
            reading = piece
    return reading


def _overlap(a: Mask, b: Mask) -> float:
    union = np.count_nonzero(a | b)
    return np.count_nonzero(a & b) / union if union else 1.0
