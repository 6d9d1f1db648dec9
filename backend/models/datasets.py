"""Datasets and who may do what in them."""

from django.conf import settings
from django.db import models


def default_labels() -> list[str]:
    """What a dataset of product photos starts with."""
    return ["product"]


class Dataset(models.Model):
    """A set of images that people work on together. `colours`: those chosen for labels, by name."""

    name = models.CharField(max_length=200)
    labels = models.JSONField(default=default_labels)
    colours = models.JSONField(default=dict, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member is in a dataset; `services/rights.py` says what each may do."""

    VIEWER = "viewer"
    ANNOTATOR = "annotator"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Membership(models.Model):
    """One person's role in one dataset."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "dataset"], name="one_role_per_dataset")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} is {self.role} in {self.dataset_id}"
