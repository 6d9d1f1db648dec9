"""Masks, their immutable revisions, and the operations that were answered."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from backend.models.images import Image


class Mask(models.Model):
    """One object of an image. Version 0 is empty; else `version` is the number of `head`.

    `order` is the place among the image's objects, the lowest first; `locked` keeps it from being
    changed, `hidden` from being shown while one works. `edit` is the chance that it needs an edit.
    """

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="masks")
    label = models.CharField(max_length=100)
    version = models.PositiveIntegerField(default=0)
    head = models.ForeignKey(
        "backend.MaskRevision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    protected = models.BooleanField(default=False)
    order = models.IntegerField(default=0)
    locked = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    score = models.FloatField(null=True)
    boundary_score = models.FloatField(null=True)
    edit = models.FloatField(null=True)
    reasons = models.JSONField(default=list, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    deleted = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.label} of {self.image_id}, version {self.version}"


class MaskRevision(models.Model):
    """What a mask was after one change. Written once, never altered.

    `blob` is the SHA-256 of the whole mask as a 1-bit PNG; `bbox` is the changed rectangle
    [x, y, width, height]; `operation` is what was asked for, as far as it can be done again.
    """

    mask = models.ForeignKey(Mask, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    blob = models.CharField(max_length=64)
    bbox = models.JSONField()
    changed_pixels = models.PositiveIntegerField()
    area = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    operation = models.JSONField(default=dict, blank=True)
    op_id = models.UUIDField()
    model = models.CharField(max_length=100, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mask", "number"], name="one_revision_per_number"),
            models.UniqueConstraint(fields=["mask", "op_id"], name="one_revision_per_operation"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.mask_id} v{self.number}: {self.kind}"


class Operation(models.Model):
    """What was answered to an `op_id`, so that asking again changes nothing.

    `digest` is of the body that was sent. `answer` is its JSON without patches: those are cut anew
    out of the revision's blob; `alternatives` names the blob that holds those of a click.
    """

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="+")
    mask = models.ForeignKey(Mask, null=True, on_delete=models.CASCADE, related_name="+")
    op_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    revision = models.ForeignKey(
        MaskRevision, null=True, on_delete=models.CASCADE, related_name="+"
    )
    alternatives = models.CharField(max_length=64, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mask", "op_id"], name="one_answer_per_mask_op"),
            models.UniqueConstraint(
                fields=["image", "op_id"],
                condition=models.Q(mask__isnull=True),
                name="one_answer_per_image_op",
            ),
        ]

    def __str__(self) -> str:
        return str(self.op_id)
