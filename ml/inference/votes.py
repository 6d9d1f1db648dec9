"""What several looks at the same thing say together.

Shown a mask, the network stands by it, what is wrong included. Shown none, it sees what there is when
the gesture is on its side, and neither clings to what is wrong nor gives up what is right; but it
knows nothing of what earlier gestures settled. So both are asked.
"""

from dataclasses import replace

import numpy as np

from ..resize import view
from ..types import Box, Floats
from .sighting import Sighting

SURE = 8.0  # a logit beyond it says no more: nobody outvotes the others by being very sure
FRESH = 0.5  # how much a look without the mask counts beside one with it


def together(closer: Sighting, wider: Sighting, fresh: Sighting) -> Sighting:
    """`closer` with the sum of the logits of all three in place of its own. `wider` knows the mask as
    `closer` does, `fresh` does not; the boxes of both hold that of `closer`.
    """
    logits = _sure(closer) + within(_sure(wider), wider.box, closer)
    logits += FRESH * within(_sure(fresh), fresh.box, closer)
    return replace(closer, answer=closer.answer._replace(mask=logits))


def within(values: Floats, box: Box, seen: Sighting) -> Floats:
    """`values` (R, R) float32 of the crop `box`, read at the pixels of `seen`, whose box lies inside
    `box`: (S, S) float32, linear between the centres of pixels.
    """
    x, y, w, h = seen.box
    across, down = len(values) / box[2], len(values) / box[3]
    step_x, step_y = across * w / seen.size, down * h / seen.size
    left = across * (x - box[0]) + 0.5 * step_x - 0.5
    top = down * (y - box[1]) + 0.5 * step_y - 0.5
    return view(values, (left, step_x), (top, step_y), seen.size)


def _sure(seen: Sighting) -> Floats:
    return np.clip(seen.answer.mask, -SURE, SURE)
