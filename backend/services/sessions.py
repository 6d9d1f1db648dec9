"""Browsers that people are signed in with: seen, listed, ended."""

import hashlib
from datetime import timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from backend import realtime
from backend.errors import Refused, not_found
from backend.models import Session, User
from backend.services import audit

SEEN_EVERY: Final = timedelta(minutes=5)


def of(user: User) -> QuerySet[Session]:
    """The person's sessions that have not run out, the one used last first."""
    now = timezone.now()
    return Session.objects.filter(user=user, expire_date__gt=now).order_by("-seen", "-created")


def public_id(session: Session) -> str:
    """A name for the session that opens nothing: its key is a secret."""
    return hashlib.sha256(session.session_key.encode()).hexdigest()[:16]


def seen(key: str, address: str, browser: str) -> None:
    """Note, every few minutes, that the session is used, and from where."""
    now = timezone.now()
    fresh = Session.objects.filter(session_key=key, seen__gt=now - SEEN_EVERY, address=address)
    if not fresh.exists():
        Session.objects.filter(session_key=key).update(
            seen=now, address=address[:45], browser=browser[:200]
        )


def present(user: User, key: str | None) -> User:
    """The person as they are by now, who came with the session `key` (None: with a key of a program).

    Raises Refused 401 when the account was closed or the session ended.
    """
    found = User.objects.filter(id=user.id, is_active=True).first()
    ended = key is not None and not of(user).filter(session_key=key).exists()
    if found is None or ended:
        raise Refused("not_authenticated", "You are signed out.", status=401)
    return found


def start(user: User, key: str, address: str, browser: str) -> None:
    """Note that the person signed in."""
    seen(key, address, browser)
    audit.write(user, "session.start", user, after={"browser": browser[:200]})


def end(user: User, wanted: str) -> None:
    """End one of the person's sessions. Raises Refused 404."""
    for session in of(user):
        if public_id(session) == wanted:
            session.delete()
            audit.write(user, "session.end", user)
            tell(user)
            return
    raise not_found("The session")


def end_all(user: User, *, but: str | None = None) -> int:
    """End the person's sessions, except the one with the key `but`; answers how many."""
    gone, _ = Session.objects.filter(user=user).exclude(session_key=but or "").delete()
    tell(user)
    return gone


def sweep() -> None:
    """Forget the sessions that have run out."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()


def tell(user: User) -> None:
    """Have the person's open sockets look again at what they may."""
    realtime.publish(f"user.{user.id}", {"type": "rights"})
