"""Who did what. Rows are only ever added; the database itself refuses anything else."""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One act of a person on one thing: `object` is e.g. `image:5`.

    An entry outlives what it speaks of: names are kept as text, and `actor` and `dataset` are not held to
    rows that still exist.
    """

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    actor_name = models.CharField(max_length=310, blank=True)
    action = models.CharField(max_length=50)
    object = models.CharField(max_length=100)
    object_name = models.CharField(max_length=500, blank=True)
    dataset = models.ForeignKey(
        "backend.Dataset", null=True, on_delete=models.DO_NOTHING, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    address = models.CharField(max_length=45, blank=True)
    request = models.CharField(max_length=64, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["object", "created"])]

    def __str__(self) -> str:
        return f"{self.action} {self.object}"
