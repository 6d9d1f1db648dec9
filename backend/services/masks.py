"""Masks: every change is a new revision, made from the head that it names."""

import uuid

import numpy as np
from django.db import transaction
from django.utils import timezone

import ml
import ml.codecs
from backend import blobs
from backend.errors import Refused
from backend.models import Image, Mask, MaskRevision, User
from backend.services import audit, leases, operations, revisions, scores, states
from backend.services.operations import Answer
from backend.services.revisions import Edit, Pixels

MASKS_PER_IMAGE = 500


def create(image: Image, user: User, *, label: str | None = None) -> Mask:
    """A new, empty object. Raises Refused `unknown_label`, `image_state`, `too_many_masks`."""
    wanted = label or (image.dataset.labels or ["product"])[0]
    check_label(image, wanted)
    states.check_work(image, user)
    if image.masks.filter(deleted__isnull=True).count() >= MASKS_PER_IMAGE:
        raise Refused("too_many_masks", f"An image has at most {MASKS_PER_IMAGE} masks.")
    with transaction.atomic():
        mask = Mask.objects.create(image=image, label=wanted)
        states.touch(image)
        audit.write(user, "mask.create", image, after={"mask": mask.id, "label": wanted})
    return mask


def relabel(mask: Mask, label: str, user: User) -> None:
    """Give the object another label. Raises Refused `unknown_label`, `image_state`, `lease_held`."""
    check_label(mask.image, label)
    states.check_work(mask.image, user)
    leases.claim(mask.image, user)
    with transaction.atomic():
        before, mask.label = mask.label, label
        mask.save(update_fields=["label"])
        states.touch(mask.image)
        audit.write(
            user, "mask.label", mask.image, before={"mask": mask.id, "label": before},
            after={"label": label},
        )  # fmt: skip


def arrange(mask: Mask, user: User, **changes: int | bool) -> None:
    """Set the object's `order`, `locked` or `hidden`: no pixel changes. Raises Refused `lease_held`."""
    leases.claim(mask.image, user)
    before = {name: getattr(mask, name) for name in changes}
    for name, value in changes.items():
        setattr(mask, name, value)
    with transaction.atomic():
        mask.save(update_fields=list(changes))
        audit.write(
            user,
            "mask.arrange",
            mask.image,
            before={"mask": mask.id, **before},
            after=dict(changes),
        )


def remove(mask: Mask, user: User) -> None:
    """Take the object away; its revisions stay.

    Raises Refused `mask_locked`, `image_state`, `lease_held`.
    """
    revisions.check_unlocked(mask)
    states.check_work(mask.image, user)
    leases.claim(mask.image, user)
    with transaction.atomic():
        states.start_work(mask.image, user)
        Mask.objects.filter(id=mask.id).update(deleted=timezone.now())
        left = Mask.objects.filter(
            image_id=mask.image_id, deleted__isnull=True, head__area__gt=0
        ).exists()
        states.touch(mask.image, has_mask=left)
        scores.refresh(mask.image)
        audit.write(user, "mask.remove", mask.image, before={"mask": mask.id})


def pixels(mask: Mask) -> Pixels:
    """The mask now: (height, width) bool."""
    if mask.head is None:
        return np.zeros((mask.image.height, mask.image.width), bool)
    return ml.codecs.decode_mask(blobs.read(mask.head.blob, "png"))


def packed(mask: Mask) -> bytes:
    """The mask now as it is stored: a 1-bit grey PNG, as `ml.codecs.encode_mask` writes it."""
    if mask.head is None:
        return ml.codecs.encode_mask(pixels(mask))
    return blobs.read(mask.head.blob, "png")


def put(mask: Mask, new: Pixels, base: int, user: User, op_id: uuid.UUID, digest: str) -> Answer:
    """Replace the whole mask by (height, width) bool `new`. Raises Refused `mask_size` and as `commit`."""
    if new.shape != (mask.image.height, mask.image.width):
        raise Refused(
            "mask_size",
            f"The mask is {new.shape[1]} x {new.shape[0]}, the image "
            f"{mask.image.width} x {mask.image.height} pixels.",
        )
    revisions.prepare(mask, base, user)
    change = ml.difference(pixels(mask), new)
    edit = Edit("put", op_id, digest, base, new, change, protected=True)
    return revisions.commit(mask, edit, user)


def restore(
    mask: Mask, number: int, base: int, user: User, op_id: uuid.UUID, digest: str
) -> Answer:
    """Make an old revision the head's content again. Raises Refused `no_such_revision`, as `commit`."""
    old = mask.revisions.filter(number=number).first()
    if old is None:
        raise Refused("no_such_revision", f"The mask has no revision {number}.", status=404)
    revisions.prepare(mask, base, user)
    new = ml.codecs.decode_mask(blobs.read(old.blob, "png"))
    change = ml.difference(pixels(mask), new)
    edit = Edit("restore", op_id, digest, base, new, change, {"number": number}, protected=True)
    return revisions.commit(mask, edit, user)


def copy(mask: Mask, number: int, user: User) -> Mask:
    """Another object with this one's label, and its content as it was after revision `number`; 0 = empty.

    Raises Refused `no_such_revision`, as `create`, as `commit`.
    """
    old = mask.revisions.filter(number=number).first()
    if old is None and number:
        raise Refused("no_such_revision", f"The mask has no revision {number}.", status=404)
    with transaction.atomic():
        made = create(mask.image, user, label=mask.label)
        if old is not None:
            content = ml.codecs.decode_mask(blobs.read(old.blob, "png"))
            digest = operations.digest({"copy": mask.id, "number": number})
            put(made, content, 0, user, uuid.uuid4(), digest)
    return made


def import_revision(
    image: Image,
    label: str,
    new: Pixels,
    author: User | None,
    *,
    number: int = 1,
    replace: bool = False,
) -> MaskRevision | None:
    """Keep a pre-label as a revision of kind `import` of the image's `number`-th mask of this label.

    None: the mask is this already, or people worked on it and `replace` is not set. Raises Refused
    `mask_size`, `unknown_label`. May run in a surrounding transaction.
    """
    check_label(image, label)
    if new.shape != (image.height, image.width):
        raise Refused("mask_size", "The mask is not of the size of its image.")
    here = image.masks.filter(label=label, deleted__isnull=True).select_related("head")
    mask = here.order_by("id")[number - 1 : number].first() or Mask(image=image, label=label)
    mask.image = image
    change = ml.difference(pixels(mask), new)
    if mask.version and not change.changed:
        return None
    if mask.version and not replace and mask.revisions.exclude(kind="import").exists():
        return None
    edit = Edit("import", uuid.uuid4(), "", mask.version, new, change, protected=True, always=True)
    packed = revisions.pack(edit)
    with transaction.atomic():
        if not mask.pk:
            mask.save()
        image.refresh_from_db(fields=["state", "revision"])
        revision = revisions.advance(mask, edit, author, packed.blob, work=False)
        revisions.announce(revision, packed.patch)
    return revision


def check_label(image: Image, label: str) -> None:
    """Pass if the dataset has the label. Raises Refused `unknown_label`."""
    if label not in image.dataset.labels:
        raise Refused(
            "unknown_label", f"The dataset has no label {label!r}.", labels=image.dataset.labels
        )
