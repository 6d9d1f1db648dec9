"""Keys of programs and tickets of sockets. Only digests of keys are kept."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from backend.errors import not_found
from backend.models import ApiToken, User
from backend.models.people import TokenKind
from backend.services import audit
from backend.services.rights import Action

TICKET_LASTS: Final = 30
USED_EVERY: Final = timedelta(minutes=1)
MOST_BY_PASSWORD: Final = 50
ALL_RIGHTS: Final = "all"
READ_ONLY: Final = "read"
# What a key may at most: never more than its person's role. Whoever may do something may look, too.
SCOPES: Final[dict[str, frozenset[Action]]] = {
    ALL_RIGHTS: frozenset(Action),
    READ_ONLY: frozenset({Action.VIEW}),
    "annotate": frozenset({Action.VIEW, Action.ANNOTATE}),
    "review": frozenset({Action.VIEW, Action.ANNOTATE, Action.REVIEW}),
    "import": frozenset({Action.VIEW, Action.IMPORT}),
    "export": frozenset({Action.VIEW, Action.EXPORT}),
    "manage": frozenset({Action.VIEW, Action.MANAGE}),
}


def issue(
    user: User,
    name: str,
    *,
    scopes: Iterable[str] | None = None,
    expires: datetime | None = None,
    kind: TokenKind = TokenKind.MADE,
) -> tuple[ApiToken, str]:
    """A new key of the person: the row, and the key itself, which is never to be had again."""
    key = "kt_" + secrets.token_urlsafe(32)
    wanted = sorted(set(scopes or [ALL_RIGHTS]))
    token = ApiToken.objects.create(
        user=user, name=name, digest=_digest(key), scopes=wanted, expires=expires, kind=kind
    )
    if kind is TokenKind.MADE:
        audit.write(user, "token.create", token, after={"name": name, "scopes": wanted})
    return token, key


def by_password(user: User) -> tuple[ApiToken, str]:
    """The key that a name and a password give: all rights, for KOUTU_LOGIN_TOKEN_DAYS days.

    A program that asks anew each time leaves no heap behind: of these keys the person's 50 newest count.
    """
    mine = ApiToken.objects.filter(user=user, kind=TokenKind.PASSWORD)
    kept = mine.order_by("-id").values_list("id", flat=True)[: MOST_BY_PASSWORD - 1]
    mine.exclude(id__in=list(kept)).delete()
    lasts = timedelta(days=settings.KOUTU_LOGIN_TOKEN_DAYS)
    return issue(user, "password", expires=timezone.now() + lasts, kind=TokenKind.PASSWORD)


def find(key: str) -> ApiToken | None:
    """The valid key of an active person, or None; notes now and then that it was used."""
    token = ApiToken.objects.select_related("user").filter(digest=_digest(key)).first()
    now = timezone.now()
    if token is None or not token.user.is_active or (token.expires and token.expires <= now):
        return None
    if token.last_used is None or now - token.last_used > USED_EVERY:
        ApiToken.objects.filter(id=token.id).update(last_used=now)
    return token


def withdraw(user: User, token_id: int) -> None:
    """End one of the person's keys. Raises Refused 404."""
    token = ApiToken.objects.filter(id=token_id, user=user).first()
    if token is None:
        raise not_found("The token")
    audit.write(user, "token.withdraw", token, before={"name": token.name})
    token.delete()


def withdraw_all(user: User, *, kind: TokenKind | None = None) -> None:
    """End all of the person's keys, or all of one kind."""
    keys = ApiToken.objects.filter(user=user)
    (keys if kind is None else keys.filter(kind=kind)).delete()


def sweep() -> None:
    """Forget the keys that have run out."""
    ApiToken.objects.filter(expires__lte=timezone.now()).delete()


def allows(token: ApiToken, action: Action | None, *, reading: bool) -> bool:
    """Whether the key may be used for this; `action` None = for what hangs on no dataset."""
    if ALL_RIGHTS in token.scopes or (reading and READ_ONLY in token.scopes):
        return True
    if action is None:
        return False
    return any(action in SCOPES.get(scope, ()) for scope in token.scopes)


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
