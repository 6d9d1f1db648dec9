"""Making a mask again from its steps: what it was, and what it would be without one click."""

from collections.abc import Sequence
from typing import Final

import numpy as np

import ml
import ml.codecs
from annotator import guards, handwork, requests, steps
from annotator.gestures import (
    Box,
    Brush,
    Cleanup,
    Click,
    Gesture,
    Polygon,
    Scribble,
    Superpixel,
    Wand,
)
from annotator.locks import Locks
from backend import blobs
from backend.models import Mask, MaskRevision
from backend.services.revisions import Pixels

# Steps that are made anew from what was asked; the others are what they changed.
AGAIN: Final = frozenset(
    {
        "click", "box", "scribble", "brush", "polygon", "lasso", "wand", "superpixel", "cleanup",
    }
)  # fmt: skip


def content(mask: Mask, done: Sequence[MaskRevision]) -> Pixels:
    """(height, width) bool: the mask after the last of these steps; empty without any."""
    if not done:
        return np.zeros((mask.image.height, mask.image.width), bool)
    return ml.codecs.decode_mask(blobs.read(done[-1].blob, "png"))


def without(
    mask: Mask, session: ml.Session, done: Sequence[MaskRevision], target: MaskRevision
) -> Pixels:
    """The mask that the steps make when the click `target` is left out; uses the session up.

    Clicks, boxes and scribbles are predicted and hand tools used again from the state before the
    target; of any other step, the pixels that it changed are changed again.
    """
    start = _start(done, target)
    gone = {str(target.op_id), *(s.operation["target"] for s in done if s.kind == "unclick")}
    before = list(done[:start])
    session.restore(content(mask, before), steps.clicks(before), steps.protected(before))
    locks = Locks(mask.image)
    kept = [step for step in steps.in_force(before) if str(step.op_id) not in gone]
    for index in range(start, len(done)):
        step = done[index]
        if str(step.op_id) in gone or step.kind == "unclick":
            continue
        gesture = requests.gesture(step.kind, step.operation) if step.kind in AGAIN else None
        fixed = locks.against(kept, gesture) if gesture is not None else None
        then = session.mask
        _again(mask, session, step, gesture, done[:index])
        session.restore(guards.held(then, session.mask, fixed), session.clicks)
        kept.append(step)
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


def _again(
    mask: Mask,
    session: ml.Session,
    step: MaskRevision,
    gesture: Gesture | None,
    before: Sequence[MaskRevision],
) -> None:
    """Make the step on the session as it is now; `before` are the steps that it followed then."""
    guarded = steps.protected(before)
    match gesture:
        case Click():
            mode = gesture.mode
            if mode == "auto":
                mode = "progressive" if guarded else "whole"
            session.click(gesture.x, gesture.y, gesture.positive, mode=mode, more=gesture.more)
        case Box():
            session.protected = guarded
            session.box(*gesture.corner, *gesture.size)
        case Scribble():
            session.scribble(gesture.points, gesture.radius, gesture.positive, zoom=gesture.zoom)
        case Brush() | Polygon() | Wand() | Superpixel() | Cleanup():
            change = handwork.work(mask.image, session.mask, gesture)
            session.restore(ml.apply(session.mask, change), session.clicks)
        case _:
            then, afterwards = content(mask, before), content(mask, [step])
            after = np.where(then ^ afterwards, afterwards, session.mask)
            session.restore(after, session.clicks)
