"""How often somebody may do something. Counted in the cache: per process when embedded."""

import hashlib
import time
from typing import Final

from django.core.cache import cache

from backend.errors import Refused

LOGINS: Final = 5
LOGIN_WINDOW: Final = 60
INTERACTIONS_PER_SECOND: Final = 60.0
INTERACTIONS_AT_ONCE: Final = 200.0


def check_login(address: str, username: str) -> None:
    """Raises Refused `rate_limited` after five failed logins a minute from there for that name."""
    if cache.get(_login(address, username), 0) >= LOGINS:
        raise limited(LOGIN_WINDOW, "Too many failed logins; wait a minute.")


def failed_login(address: str, username: str) -> None:
    """Count a failed login."""
    key = _login(address, username)
    if not cache.add(key, 1, LOGIN_WINDOW):
        cache.incr(key)


def spend_interaction(user_id: int) -> None:
    """One more interaction. Raises Refused `rate_limited` beyond 60 a second, 200 at once."""
    now = time.time()
    key = f"interactions:{user_id}"
    left, since = cache.get(key, (INTERACTIONS_AT_ONCE, now))
    left = min(INTERACTIONS_AT_ONCE, left + max(0.0, now - since) * INTERACTIONS_PER_SECOND)
    if left < 1:
        raise limited(1, "Too many interactions at once; wait a second.")
    cache.set(key, (left - 1, now), 60)


def limited(seconds: int, detail: str) -> Refused:
    """The refusal that says when to come again."""
    return Refused("rate_limited", detail, status=429, retry_after=seconds)


def _login(address: str, username: str) -> str:
    return "logins:" + hashlib.sha256(f"{address}\n{username}".encode()).hexdigest()
