"""People's accounts. There is no registration: an administrator makes them."""

import re
from typing import Any, Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from backend import realtime
from backend.errors import Refused
from backend.models import Lease, Membership, User
from backend.models.people import TokenKind
from backend.services import audit, sessions, tokens

USERNAME: Final = r"[\w.@+-]+"
LONGEST_USERNAME: Final = 150
# What the audit repeats of a change; a password is never among it.
SHOWN: Final[tuple[str, ...]] = ("is_active", "is_admin", "first_name", "last_name")


def everybody() -> QuerySet[User]:
    """All accounts; those that were deleted are none."""
    return User.objects.filter(deleted__isnull=True)


def create(
    actor: User | None,
    username: str,
    password: str,
    *,
    is_admin: bool = False,
    trusted: bool = False,
    first_name: str = "",
    last_name: str = "",
) -> User:
    """A new account; `trusted` takes whatever password the server's owner chose.

    Raises Refused `invalid_username`, `username_taken`, `weak_password`.
    """
    if not re.fullmatch(USERNAME, username) or len(username) > LONGEST_USERNAME:
        raise Refused(
            "invalid_username",
            f"A user name is 1 to {LONGEST_USERNAME} letters, digits and @ . + - _, without blanks.",
        )
    if not trusted:
        check_password(password, User(username=username))
    if User.objects.filter(username__iexact=username).exists():
        raise _taken(username)
    try:
        with transaction.atomic():
            user: User = User.objects.create_user(
                username, password=password, is_superuser=is_admin, is_staff=is_admin,
                first_name=first_name, last_name=last_name,
            )  # fmt: skip
            audit.write(actor, "user.create", user, after={"admin": is_admin})
    except IntegrityError:
        raise _taken(username) from None
    return user


def change(actor: User | None, user: User, changes: dict[str, Any]) -> User:
    """Set `password`, `is_active`, `is_admin`, `first_name`, `last_name`.

    A new password and the end of an account end its sessions and what its old password gave.
    Raises Refused `weak_password`, `last_admin`.
    """
    before = {name: _value(user, name) for name in SHOWN if name in changes}
    if "password" in changes:
        check_password(changes["password"], user)
        user.set_password(changes["password"])
    if "is_admin" in changes:
        user.is_superuser = user.is_staff = changes["is_admin"]
    for name in ("is_active", "first_name", "last_name"):
        if name in changes:
            setattr(user, name, changes[name])
    with transaction.atomic():
        user.save()
        _keep_an_admin()
        if "password" in changes or not user.is_active:
            sessions.end_all(user)
            tokens.withdraw_all(user, kind=TokenKind.PASSWORD)
        _tell(user)
        after = {name: _value(user, name) for name in before}
        if "password" in changes:
            after["password"] = "new"  # noqa: S105
        audit.write(actor, "user.change", user, before=before, after=after)
    return user


def remove(actor: User | None, user: User) -> None:
    """Delete an account: what the person made stays and goes on bearing their name, as text.

    The name of the account is free for somebody else. Raises Refused `last_admin`.
    """
    name, username = user.name, user.username
    with transaction.atomic():
        audit.write(actor, "user.delete", user, before={"username": username, "name": name})
        tokens.withdraw_all(user)
        sessions.end_all(user)
        Membership.objects.filter(user=user).delete()
        Lease.objects.filter(user=user).delete()
        user.remembered, user.deleted = name, timezone.now()
        user.username = f"deleted-{user.id}"
        user.first_name = user.last_name = user.email = ""
        user.preferences, user.key_map = {}, {}
        user.is_active = user.is_superuser = user.is_staff = False
        user.set_unusable_password()
        user.save()
        _keep_an_admin()
        _tell(user)


def set_own_password(user: User, old: str, new: str, *, session: str | None) -> None:
    """Change one's own password; every other session of the person ends, and what the old one gave.

    Raises Refused `wrong_password`, `weak_password`.
    """
    if not user.check_password(old):
        raise Refused("wrong_password", "The current password is not right.", status=403)
    check_password(new, user)
    user.set_password(new)
    with transaction.atomic():
        user.save(update_fields=["password"])
        sessions.end_all(user, but=session)
        tokens.withdraw_all(user, kind=TokenKind.PASSWORD)
        audit.write(user, "user.password", user)


def set_profile(user: User, changes: dict[str, Any]) -> None:
    """Keep how the person wants to be called and the pages to be: `first_name`, `last_name`, `key_map`,
    and `preferences`, of which those that are null are forgotten and those not named stay.
    """
    for name in ("first_name", "last_name", "key_map"):
        if name in changes:
            setattr(user, name, changes[name])
    if "preferences" in changes:
        merged = user.preferences | changes["preferences"]
        user.preferences = {name: value for name, value in merged.items() if value is not None}
    user.save(update_fields=["first_name", "last_name", "key_map", "preferences"])


def check_password(password: str, user: User | None = None) -> None:
    """Raises Refused `weak_password`."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused("weak_password", " ".join(error.messages)) from None


def _value(user: User, name: str) -> Any:
    return user.is_superuser if name == "is_admin" else getattr(user, name)


def _taken(username: str) -> Refused:
    return Refused("username_taken", f"There is a {username}.", status=409)


def _tell(user: User) -> None:
    """Have the person's open sockets look again at what they may."""
    transaction.on_commit(lambda: realtime.publish(f"user.{user.id}", {"type": "rights"}))


def _keep_an_admin() -> None:
    if not User.objects.filter(is_superuser=True, is_active=True).exists():
        raise Refused("last_admin", "The server needs an administrator.", status=409)
