"""Scores of masks and images, as lists filter and order by them.

The numbers come from whoever judges masks; the backend keeps copies and does not know how they are made.
"""

from typing import Any

from django.db import transaction

from backend.models import Image, Mask, MaskRevision

UNSCORED = -1.0  # in `score_order`: what nobody judged sorts as worst, never as good
# What a mask has, and so its image, from a new revision until that is judged.
CLEARED: dict[str, Any] = {"score": None, "boundary_score": None, "reasons": []}
IMAGE_CLEARED: dict[str, Any] = {
    "score": None,
    "score_order": UNSCORED,
    "reasons": [],
    "reason_names": "",
}


def keep(
    revision: MaskRevision,
    *,
    score: float | None,
    boundary_score: float | None,
    reasons: list[dict[str, Any]],
) -> Image | None:
    """Copy a revision's score to its mask and the image; None where it is no longer the head.

    `score` null: it cannot be scored, and `reasons` say why.
    """
    with transaction.atomic():
        # The mask before the image, as a new revision takes them: the other way round they could
        # wait for each other.
        kept = Mask.objects.filter(id=revision.mask_id, head_id=revision.id).update(
            score=score, boundary_score=boundary_score, reasons=reasons
        )
        if not kept:
            return None
        image = Image.objects.select_for_update().get(id=revision.mask.image_id)
        refresh(image)
    return image


def refresh(image: Image) -> None:
    """Make the image's score that of its worst mask; one mask without a score leaves it without."""
    masks = list(
        Mask.objects.filter(image=image, deleted__isnull=True, head__isnull=False).order_by("id")
    )
    worst = min(
        masks, key=lambda mask: UNSCORED if mask.score is None else mask.score, default=None
    )
    image.score = worst.score if worst else None
    image.score_order = UNSCORED if image.score is None else image.score
    image.reasons = [{**reason, "mask": worst.id} for reason in worst.reasons] if worst else []
    image.reason_names = names(image.reasons)
    image.save(update_fields=["score", "score_order", "reasons", "reason_names"])


def names(reasons: list[dict[str, Any]]) -> str:
    """The names of reasons as the filter looks for them: `|leak|hole|`."""
    found = dict.fromkeys(str(reason["name"]) for reason in reasons)
    return f"|{'|'.join(found)}|" if found else ""
