"""Scores of masks and images, as lists filter and order by them.

The numbers come from whoever judges masks; the backend keeps copies and does not know how they are made.
"""

from typing import Any

from django.db import transaction

from backend.models import Image, Mask, MaskRevision

# In `score_order` and `edit_order`: what nobody judged sorts as worst, never as good.
UNSCORED, UNSCORED_EDIT = -1.0, 2.0
# What a mask has, and so its image, from a new revision until that is judged.
CLEARED: dict[str, Any] = {"score": None, "boundary_score": None, "edit": None, "reasons": []}
IMAGE_CLEARED: dict[str, Any] = {
    "score": None,
    "score_order": UNSCORED,
    "edit": None,
    "edit_order": UNSCORED_EDIT,
    "reasons": [],
    "reason_names": "",
}


def keep(
    revision: MaskRevision,
    *,
    score: float | None,
    boundary_score: float | None,
    edit: float | None,
    reasons: list[dict[str, Any]],
) -> Image | None:
    """Copy a revision's score to its mask and the image; None where it is no longer the head.

    `edit` is the chance that the mask needs an edit. `score` null: it cannot be scored, and `reasons`
    say why.
    """
    with transaction.atomic():
        # The mask before the image, as a new revision takes them: the other way round they could
        # wait for each other.
        kept = Mask.objects.filter(id=revision.mask_id, head_id=revision.id).update(
            score=score, boundary_score=boundary_score, edit=edit, reasons=reasons
        )
        if not kept:
            return None
        image = Image.objects.select_for_update().get(id=revision.mask.image_id)
        refresh(image)
    return image


def refresh(image: Image) -> None:
    """Give the image the score and reasons of its worst mask and the largest chance of an edit; one mask
    without a score leaves it without.
    """
    masks = list(
        Mask.objects.filter(image=image, deleted__isnull=True, head__isnull=False).order_by("id")
    )
    worst = min(
        masks, key=lambda mask: UNSCORED if mask.score is None else mask.score, default=None
    )
    image.score = worst.score if worst else None
    image.score_order = UNSCORED if image.score is None else image.score
    chances = [mask.edit for mask in masks if mask.edit is not None]
    image.edit = max(chances, default=None) if len(chances) == len(masks) else None
    image.edit_order = UNSCORED_EDIT if image.edit is None else image.edit
    image.reasons = [{**reason, "mask": worst.id} for reason in worst.reasons] if worst else []
    image.reason_names = names(image.reasons)
    image.save(update_fields=list(IMAGE_CLEARED))


def names(reasons: list[dict[str, Any]]) -> str:
    """The names of reasons as the filter looks for them: `|leak|hole|`."""
    found = dict.fromkeys(str(reason["name"]) for reason in reasons)
    return f"|{'|'.join(found)}|" if found else ""
