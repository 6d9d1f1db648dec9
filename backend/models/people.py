"""People, the keys of their programs and the browsers they are signed in with."""

from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class User(AbstractUser):
    """A person. `is_superuser` = administrator of the whole server: admin of every dataset.

    A deleted account keeps its row, so that everything the person made goes on saying who made it, but
    nothing of the account: `deleted` is set and `remembered` is the name as text.
    """

    preferences = models.JSONField(default=dict, blank=True)
    key_map = models.JSONField(default=dict, blank=True)
    deleted = models.DateTimeField(null=True, blank=True)
    remembered = models.CharField(max_length=310, blank=True)

    @property
    def name(self) -> str:
        """What others read: the full name (a Chinese one family name first), else that of the account."""
        chinese = any("\u3400" <= letter <= "\u9fff" for letter in self.first_name + self.last_name)
        full = self.last_name + self.first_name if chinese else self.get_full_name()
        return self.remembered or full or self.username


class TokenKind(models.TextChoices):
    """Where a key came from."""

    MADE = "made"
    PASSWORD = "password"  # noqa: S105


class ApiToken(models.Model):
    """A key for programs. Only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=TokenKind.choices, default=TokenKind.MADE)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(null=True)
    last_used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} of {self.user_id}"


class Session(AbstractBaseSession):
    """A browser that is signed in; written by `backend.sessions`, which Django asks for sessions."""

    user = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="browser_sessions"
    )
    created = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField(null=True)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
