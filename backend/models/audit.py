"""Who did what. Rows are only ever added."""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One act of a person on one thing: `object` is e.g. `image:5`."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    action = models.CharField(max_length=50)
    object = models.CharField(max_length=100)
    dataset = models.ForeignKey(
        "backend.Dataset", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["object", "created"])]

    def __str__(self) -> str:
        return f"{self.action} {self.object}"
