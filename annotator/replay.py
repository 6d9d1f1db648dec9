"""Making a mask again from its steps: what it was, and what it would be without one click."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

import ml
import ml.codecs
from annotator import steps
from backend import blobs
from backend.models import Mask, MaskRevision

Pixels = npt.NDArray[np.bool_]


def content(mask: Mask, done: Sequence[MaskRevision]) -> Pixels:
    """(height, width) bool: the mask after the last of these steps; empty without any."""
    if not done:
        return np.zeros((mask.image.height, mask.image.width), bool)
    return ml.codecs.decode_mask(blobs.read(done[-1].blob, "png"))


def without(
    mask: Mask, session: ml.Session, done: Sequence[MaskRevision], target: MaskRevision
) -> Pixels:
    """The mask that the steps make when the click `target` is left out; uses the session up.

    Clicks are predicted and strokes painted again from the state before the target; of any other
    step, the pixels that it changed are changed again.
    """
    start = _start(done, target)
    gone = {str(target.op_id), *(s.operation["target"] for s in done if s.kind == "unclick")}
    before = list(done[:start])
    session.restore(content(mask, before), steps.clicks(before), steps.protected(before))
    for index in range(start, len(done)):
        step = done[index]
        if str(step.op_id) in gone or step.kind == "unclick":
            continue
        if step.kind == "click":
            _click(session, step, guarded=steps.protected(done[:index]))
        else:
            after = _edited(mask, session.mask, step, done[:index])
            session.restore(after, session.clicks)
    return session.mask


def _start(done: Sequence[MaskRevision], target: MaskRevision) -> int:
    """The first step that has to be made again: the state before it knows nothing of what is gone."""
    places = {str(step.op_id): place for place, step in enumerate(done)}
    start = places[str(target.op_id)]
    for place in range(len(done) - 1, -1, -1):
        step = done[place]
        # An unclick after the start made the states behind it; its own target has to go as well.
        if step.kind == "unclick" and place > start:
            start = min(start, places.get(step.operation["target"], start))
    return start


def _click(session: ml.Session, step: MaskRevision, *, guarded: bool) -> None:
    first, *more = steps.clicks_of(step)
    mode = step.operation.get("mode", "auto")
    if mode == "auto":
        mode = "progressive" if guarded else "whole"
    session.click(first.x, first.y, first.positive, mode=mode, more=more)


def _edited(mask: Mask, now: Pixels, step: MaskRevision, before: Sequence[MaskRevision]) -> Pixels:
    if step.kind == "brush":
        asked = step.operation
        points = [(float(x), float(y)) for x, y in asked["points"]]
        shape = asked.get("shape", "round")
        stroke = ml.tools.brush(now, points, asked["radius"], shape, asked["positive"])
        return ml.apply(now, stroke)
    then, afterwards = content(mask, before), content(mask, [step])
    return np.where(then ^ afterwards, afterwards, now)
