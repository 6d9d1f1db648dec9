"""Keys of programs and tickets of sockets. Only digests of keys are kept."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from backend.models import ApiToken, User

TICKET_LASTS: Final = 30
USED_EVERY: Final = timedelta(minutes=1)
ALL_RIGHTS: Final = "all"
READ_ONLY: Final = "read"
SCOPES: Final = (ALL_RIGHTS, READ_ONLY)


def issue(
    user: User, name: str, *, scopes: list[str] | None = None, expires: datetime | None = None
) -> tuple[ApiToken, str]:
    """A new key of the person: the row, and the key itself, which is never to be had again."""
    key = "kt_" + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user, name=name, digest=_digest(key), scopes=scopes or [ALL_RIGHTS], expires=expires
    )
    return token, key


def find(key: str) -> ApiToken | None:
    """The valid key of an active person, or None; notes now and then that it was used."""
    token = ApiToken.objects.select_related("user").filter(digest=_digest(key)).first()
    now = timezone.now()
    if token is None or not token.user.is_active or (token.expires and token.expires <= now):
        return None
    if token.last_used is None or now - token.last_used > USED_EVERY:
        ApiToken.objects.filter(id=token.id).update(last_used=now)
    return token


def ticket(user: User) -> str:
    """A word that opens one socket for the person within 30 s."""
    word = secrets.token_urlsafe(32)
    cache.set(f"ticket:{_digest(word)}", user.id, TICKET_LASTS)
    return word


def redeem(word: str) -> User | None:
    """The person of a ticket that was not used yet; it is used now."""
    key = f"ticket:{_digest(word)}"
    user_id = cache.get(key)
    # Of two that come at once, only one deletes it.
    if user_id is None or not cache.delete(key):
        return None
    return User.objects.filter(id=user_id, is_active=True).first()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
