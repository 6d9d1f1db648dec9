"""Revisions: a mask changes only by a new one, made from the head that it names."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import IntegrityError, transaction
from django.utils import timezone

import ml
import ml.codecs
from backend import blobs
from backend.errors import Refused
from backend.models import Mask, MaskRevision, Operation, User
from backend.services import leases, operations, scores, states
from backend.services.operations import Answer
from backend.signals import once_committed, revision_created

Pixels = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Edit:
    """A change to be committed. `pixels` is the whole mask afterwards, `change` what differs;
    `operation` is kept with the revision.
    """

    kind: str
    op_id: uuid.UUID
    digest: str
    base: int
    pixels: Pixels
    change: ml.Change
    operation: dict[str, Any] = field(default_factory=dict)
    protected: bool = False
    model: str = ""
    always: bool = False
    """Make a revision even when no pixel differs: undo and redo move through history."""


def prepare(mask: Mask, base: int, user: User) -> None:
    """Check what can be checked before any pixel is computed; takes or renews the lease.

    Raises Refused `stale_base`, `mask_locked`, `image_state` or `lease_held`.
    """
    _check(mask, base, user)
    leases.claim(mask.image, user, working=True)


def check(mask: Mask, base: int, user: User) -> None:
    """As `prepare`, without a lease for the person."""
    _check(mask, base, user)
    leases.check(mask.image, user)


def _check(mask: Mask, base: int, user: User) -> None:
    if mask.version != base:
        raise stale(mask)
    check_unlocked(mask)
    states.check_work(mask.image, user)


@dataclass(frozen=True)
class Packed:
    """An edit as bytes: the blob on the disk ("" when nothing changes) and the packed patch."""

    blob: str
    patch: bytes


def pack(edit: Edit) -> Packed:
    """Put the edit's mask on the disk, where the row will find it."""
    moves = bool(edit.change.changed) or edit.always
    blob = blobs.put(ml.codecs.encode_mask(edit.pixels), "png") if moves else ""
    return Packed(blob, ml.codecs.pack_patch(edit.change.mask))


def commit(mask: Mask, edit: Edit, user: User, packed: Packed | None = None) -> Answer:
    """Make `edit` the head if the head still is `edit.base`, and remember the answer.

    The blob is on the disk before the row names it. An edit that changes nothing is answered and
    remembered, but makes no revision. `mask` is brought up to date. Raises Refused `stale_base`
    (with the current version).
    """
    packed = packed or pack(edit)
    try:
        with transaction.atomic():
            revision = advance(mask, edit, user, packed.blob) if packed.blob else None
            body = _body(mask, edit, revision)
            Operation.objects.create(
                image_id=mask.image_id, mask=mask, op_id=edit.op_id, digest=edit.digest,
                answer=body, revision=revision,
            )  # fmt: skip
            if revision is not None:
                announce(revision, packed.patch)
    except IntegrityError:
        return _beaten(mask, edit)
    return Answer(body, packed.patch)


def is_protected(mask: Mask) -> bool:
    """Whether the next click is progressive by itself: there is work that it could spoil."""
    return mask.protected or (mask.version > 0 and states.was_submitted(mask.image))


def check_unlocked(mask: Mask) -> None:
    """Pass if the object may be changed. Raises Refused `mask_locked` (409)."""
    if mask.locked:
        raise Refused("mask_locked", "This object is locked; unlock it first.", status=409)


def stale(mask: Mask) -> Refused:
    """The refusal of a base that is not the head, with the head's version."""
    return Refused(
        "stale_base",
        f"The mask is at version {mask.version} by now.",
        status=409,
        version=mask.version,
    )


def advance(
    mask: Mask, edit: Edit, user: User | None, blob: str, *, work: bool = True
) -> MaskRevision:
    """The new head, inside a transaction. Raises Refused `stale_base`; IntegrityError when the same
    revision is being made by somebody else at this very moment.
    """
    number = edit.base + 1
    area = int(np.count_nonzero(edit.pixels))
    revision = MaskRevision.objects.create(
        mask=mask, number=number, parent_id=mask.head_id, blob=blob,
        bbox=list(edit.change.bbox), changed_pixels=edit.change.changed, area=area,
        kind=edit.kind, operation=edit.operation, op_id=edit.op_id, model=edit.model, author=user,
    )  # fmt: skip
    swapped = Mask.objects.filter(id=mask.id, version=edit.base, deleted__isnull=True).update(
        version=number, head=revision, protected=edit.protected, **scores.CLEARED
    )
    if not swapped:
        mask.refresh_from_db(fields=["version"])
        raise stale(mask)
    if work and user is not None:
        states.start_work(mask.image, user)
    others = area > 0 or (
        Mask.objects.filter(image_id=mask.image_id, deleted__isnull=True, head__area__gt=0)
        .exclude(id=mask.id)
        .exists()
    )
    states.touch(mask.image, has_mask=others, **scores.IMAGE_CLEARED)
    mask.version, mask.head, mask.protected = number, revision, edit.protected
    return revision


def _beaten(mask: Mask, edit: Edit) -> Answer:
    """What is left to say when another one was first: the same operation, or another revision."""
    answer = operations.stored(mask, edit.op_id, edit.digest)
    if answer is not None:
        return answer
    mask.refresh_from_db(fields=["version"])
    if mask.version == edit.base:
        raise RuntimeError(f"revision {edit.base + 1} of mask {mask.id} could not be written")
    raise stale(mask)


def announce(revision: MaskRevision, patch: bytes) -> None:
    """Tell the rooms above of the revision, once it is committed."""
    once_committed(lambda: revision_created.send(sender=Mask, revision=revision, patch=patch))


def _body(mask: Mask, edit: Edit, revision: MaskRevision | None) -> dict[str, Any]:
    created = revision.created if revision else timezone.now()
    version = revision.number if revision else edit.base
    return {
        "op_id": str(edit.op_id),
        "mask": mask.id,
        "kind": edit.kind,
        "version": version,
        "number": version,
        "base": edit.base,
        "bbox": list(edit.change.bbox),
        "changed": edit.change.changed,
        "score": edit.change.score,
        "progressive": edit.change.progressive,
        "protected": is_protected(mask),
        "revision": mask.image.revision,
        "state": mask.image.state,
        "created": created.isoformat(),
    }
