"""What an interaction may not touch: pixels drawn by hand elsewhere, and those of other objects."""

import numpy as np

import ml.codecs
from annotator import steps
from annotator.gestures import Gesture, Redo, Undo
from annotator.sessions import Open
from backend import blobs
from backend.models import Mask
from backend.services import datasets
from backend.services.revisions import Pixels


def allowed(mask: Mask, entry: Open, gesture: Gesture, before: Pixels, after: Pixels) -> Pixels:
    """`after` itself where all of it is allowed, else a copy with `before` where it is not.

    Undo and redo come back to what was there, whatever stands beside it by now.
    """
    if isinstance(gesture, Undo | Redo):
        return after
    in_force = steps.in_force(entry.history.done)
    after = held(before, after, entry.locks.against(in_force, gesture))
    if not datasets.keeps_apart(mask.image.dataset):
        return after
    return held(before, after, _taken(mask, entry) & ~before)


def held(before: Pixels, after: Pixels, fixed: Pixels | None) -> Pixels:
    """`after` with what `before` was where `fixed`, all (height, width)."""
    if fixed is None or not ((before ^ after) & fixed).any():
        return after
    return np.where(fixed, before, after)


def _taken(mask: Mask, entry: Open) -> Pixels:
    """The pixels of the image's other objects: (height, width) bool, kept while they stay the same."""
    others = list(
        Mask.objects.filter(image_id=mask.image_id, deleted__isnull=True, head__isnull=False)
        .exclude(id=mask.id)
        .order_by("id")
        .values_list("head__blob", flat=True)
    )
    if entry.others is None or entry.others[0] != others:
        union = np.zeros((mask.image.height, mask.image.width), np.bool_)
        for blob in others:
            union |= ml.codecs.decode_mask(blobs.read(blob, "png"))
        entry.others = (others, union)
    return entry.others[1]
