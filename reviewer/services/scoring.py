"""Scores of revisions: computed, kept, copied to mask and image, told to open pages."""

import logging
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

import ml.codecs
import ml.pictures
import ml.quality
from backend import blobs, precedence, realtime
from backend.models import Dataset, Mask, MaskRevision
from backend.services import scores
from ml.quality import Quality, Usual
from reviewer.models import QualityScore

log = logging.getLogger(__name__)
LEAST_MASKS = 30  # of a class, before its areas say what is usual
MOST_MASKS = 2000  # the latest ones of a class that are looked at for that
SETTLED = 0.25  # seconds without a successor; who clicks on wants the processor for the next click


@dataclass(frozen=True)
class Verdict:
    """What came of scoring a mask: a quality, or the code of what stood in the way."""

    quality: Quality | None
    error: str = ""
    reasons: list[dict[str, Any]] = field(default_factory=list)


def judge(revision: MaskRevision, usual: Usual | None = None) -> Verdict:
    """Look at the revision's mask on its picture, as far as nobody waits for this process meanwhile. Touches
    no database; what is wrong with the mask or the
    picture is a verdict. Raises ml.ModelError where nothing can be scored.
    """
    image, pause = revision.mask.image, precedence.Courtesy()
    try:
        pause()
        picture = ml.pictures.decode(blobs.local(image.working, image.working_extension))
        pixels = ml.codecs.decode_mask(blobs.read(revision.blob, "png"))
        quality = ml.quality.score(picture, pixels, usual, pause)
    except (OSError, ml.pictures.PictureError) as error:
        return _unscorable(revision, "picture_unreadable", error)
    except ml.ModelError:
        raise
    except ml.KoutuError as error:
        return _unscorable(revision, error.code, error)
    except Exception as error:  # one mask must not stop those behind it  # noqa: BLE001
        log.exception("revision %s could not be scored", revision.id)
        return _unscorable(revision, "internal", error)
    return Verdict(quality, reasons=[reason.as_json() for reason in quality.reasons])


def _unscorable(revision: MaskRevision, code: str, error: Exception) -> Verdict:
    log.warning("revision %s cannot be scored (%s): %s", revision.id, code, error)
    image = revision.mask.image
    whole = [0, 0, image.width, image.height]
    reason = {"name": "unscored", "code": code, "amount": 0.0, "box": whole}
    return Verdict(None, code, [reason])


def keep(revision: MaskRevision, verdict: Verdict) -> None:
    """Write the verdict down and, where the revision still is the head, tell open pages."""
    quality = verdict.quality
    values = {
        "score": quality.score if quality else None,
        "boundary_score": quality.boundary_score if quality else None,
        "edit": quality.edit if quality else None,
        "reasons": verdict.reasons,
    }
    with transaction.atomic():
        QualityScore.objects.update_or_create(
            revision=revision,
            defaults={**values, "error": verdict.error, "model": ml.quality.judge().version},
        )
        image = scores.keep(revision, **values)
        if image is None:
            return
        event = {
            "type": "score",
            "image": image.id,
            "mask": revision.mask_id,
            "version": revision.number,
            **values,
            "image_score": image.score,
            "image_edit": image.edit,
            "image_reasons": image.reasons,
        }
        transaction.on_commit(lambda: realtime.publish(f"image.{image.id}", event))


def unsettled(revision_id: int) -> float:
    """Seconds, 0 to SETTLED, until a revision is old enough to be worth a score; none in a backlog."""
    created = MaskRevision.objects.filter(id=revision_id).values_list("created", flat=True).first()
    if created is None:
        return 0.0
    # A clock that was set back must not make anybody wait for longer.
    return min(SETTLED, max(0.0, SETTLED - (timezone.now() - created).total_seconds()))


def score_head(revision_id: int) -> bool:
    """Score a revision if it still is its mask's head; False = it is not, and nothing was done."""
    revision = heads().filter(id=revision_id).first()
    if revision is None:
        return False
    keep(revision, judge(revision, usual(revision.mask)))
    return True


def heads() -> QuerySet[MaskRevision]:
    """The heads of all masks that are not thrown away, with mask and image."""
    alive = Mask.objects.filter(
        head=OuterRef("pk"), deleted__isnull=True, image__deleted__isnull=True
    )
    return MaskRevision.objects.filter(Exists(alive)).select_related("mask__image")


def unscored(dataset: Dataset | None = None, *, outdated: bool = False) -> QuerySet[MaskRevision]:
    """Heads that nobody scored yet, or before the chance of an edit was kept; `outdated`: also those that
    another model scored.
    """
    scored = Q(revision=OuterRef("pk")) & (Q(edit__isnull=False) | ~Q(error=""))
    if outdated:
        scored &= Q(model=ml.quality.judge().version)
    found = heads().filter(~Exists(QualityScore.objects.filter(scored)))
    return found if dataset is None else found.filter(mask__image__dataset=dataset)


def usual(mask: Mask) -> Usual | None:
    """How large objects of the mask's label are in its dataset; None while there are few."""
    rows = (
        Mask.objects.filter(
            image__dataset_id=mask.image.dataset_id,
            label=mask.label,
            deleted__isnull=True,
            head__area__gt=0,
        )
        .order_by("-id")
        .values_list("head__area", "image__width", "image__height")[:MOST_MASKS]
    )
    shares = np.array([area / (width * height) for area, width, height in rows])
    if len(shares) < LEAST_MASKS:
        return None
    logs = np.log(shares)
    # Quartiles, so that the masks that are looked for do not widen what is usual.
    low, middle, high = np.quantile(logs, [0.25, 0.5, 0.75])
    return Usual(float(middle), float((high - low) / 1.349))
