"""Images, and the leases that keep people from working on the same one unawares."""

from typing import Final

from django.conf import settings
from django.db import models

from backend.models import lookups  # noqa: F401 (`holds`, which the indexes by reason are for)
from backend.models.datasets import Dataset

# Those that lists are narrowed by; others are found as well, but slower.
REASONS: Final = (
    "empty", "whole", "leak", "missing", "hole", "fragments", "edge", "ragged", "cut", "area",
)  # fmt: skip


class State(models.TextChoices):
    """Where an image is in the work; `services/states.py` has the allowed moves."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Image(models.Model):
    """A picture of a dataset. `width` and `height` are those of the upright picture.

    `sha256` names the original, kept byte for byte; `working` names the upright 8-bit sRGB copy that
    is shown and worked on (the original itself where it already is one). `score` and `edit` are those of
    its worst mask, `services/scores.py` says how they order.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="images")
    key = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    extension = models.CharField(max_length=8)
    working = models.CharField(max_length=64)
    working_extension = models.CharField(max_length=8)
    bytes = models.PositiveBigIntegerField(default=0)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    revision = models.PositiveIntegerField(default=0)
    flagged = models.BooleanField(default=False)
    skipped = models.BooleanField(default=False)
    has_mask = models.BooleanField(default=False)
    score = models.FloatField(null=True)
    score_order = models.FloatField(default=-1)
    edit = models.FloatField(null=True)
    edit_order = models.FloatField(default=2)
    reasons = models.JSONField(default=list, blank=True)
    reason_names = models.CharField(max_length=200, blank=True)
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    deleted = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "key"], name="one_image_per_key")]
        indexes = [
            models.Index(fields=["dataset", "state", "score_order", "id"]),
            # The last two fields let a list that is narrowed by reason skip images without reading their rows.
            models.Index(
                fields=["dataset", "score_order", "id", "reason_names", "deleted"],
                name="images_by_score_and_reason",
            ),
            models.Index(
                fields=["dataset", "edit_order", "id", "reason_names", "deleted"],
                name="images_by_edit_and_reason",
            ),
            models.Index(
                fields=["dataset", "state", "edit_order", "id"], name="images_by_state_edit"
            ),
            models.Index(fields=["dataset", "changed", "id"]),
            # PostgreSQL finds what is rare only where it stands by itself.
            *(
                models.Index(
                    fields=["dataset", "score_order", "id"],
                    name=f"images_{name}",
                    condition=models.Q(reason_names__contains=f"|{name}|"),
                )
                for name in REASONS
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Lease(models.Model):
    """Who works on an image until when. Advice to people: compare-and-swap is the guarantee."""

    image = models.OneToOneField(Image, on_delete=models.CASCADE, related_name="lease")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    renewed = models.DateTimeField()
    expires = models.DateTimeField()
    # Who asked last to have it, when (put off while the holder works on), and whether the holder refused.
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked = models.DateTimeField(null=True)
    refused = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.user_id} on {self.image_id} until {self.expires}"
