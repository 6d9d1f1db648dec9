"""What was thought of masks."""

from django.db import models

from backend.models import MaskRevision


class QualityScore(models.Model):
    """The score of one revision, by the model of that name.

    `score`, `boundary_score` and `edit`, the chance that the mask needs an edit, are null where it could
    not be scored; `error` says why. Rows from before `edit` was kept lack it alone.
    """

    revision = models.OneToOneField(MaskRevision, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(null=True)
    boundary_score = models.FloatField(null=True)
    edit = models.FloatField(null=True)
    reasons = models.JSONField(default=list, blank=True)
    error = models.CharField(max_length=50, blank=True)
    model = models.CharField(max_length=100)
    created = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            # Fails where something went wrong between the two: neither scored nor said to be unscorable.
            models.CheckConstraint(
                condition=models.Q(score__isnull=False) ^ ~models.Q(error=""),
                name="scored_or_said_why_not",
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.error or self.score}"
