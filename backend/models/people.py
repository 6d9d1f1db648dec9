"""People and the keys of their programs."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person. `is_superuser` = administrator of the whole server: admin of every dataset."""

    preferences = models.JSONField(default=dict, blank=True)

    @property
    def name(self) -> str:
        """What others read: the full name, else the name of the account."""
        return self.get_full_name() or self.username


class ApiToken(models.Model):
    """A key for programs. Only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} of {self.user_id}"
