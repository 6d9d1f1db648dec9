"""People's accounts. There is no registration: an administrator makes them."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from backend import realtime
from backend.errors import Refused
from backend.models import User
from backend.services import audit


def create(
    actor: User | None,
    username: str,
    password: str,
    *,
    is_admin: bool = False,
    trusted: bool = False,
) -> User:
    """A new account; `trusted` takes whatever password the server's owner chose.

    Raises Refused `username_taken`, `weak_password`.
    """
    if not trusted:
        check_password(password)
    try:
        with transaction.atomic():
            user: User = User.objects.create_user(
                username, password=password, is_superuser=is_admin, is_staff=is_admin
            )
            audit.write(actor, "user.create", user, after={"admin": is_admin})
    except IntegrityError:
        raise Refused("username_taken", f"There is a {username}.", status=409) from None
    return user


def change(actor: User, user: User, changes: dict[str, Any]) -> User:
    """Set `password`, `is_active`, `is_admin`, `first_name`, `last_name`. Raises Refused."""
    if "password" in changes:
        check_password(changes["password"])
        user.set_password(changes["password"])
    if "is_admin" in changes:
        user.is_superuser = user.is_staff = changes["is_admin"]
    for name in ("is_active", "first_name", "last_name"):
        if name in changes:
            setattr(user, name, changes[name])
    with transaction.atomic():
        user.save()
        _keep_an_admin()
        if not user.is_active:
            transaction.on_commit(lambda: realtime.publish(f"user.{user.id}", {"type": "rights"}))
        audit.write(actor, "user.change", user, after={"fields": sorted(changes)})
    return user


def remove(actor: User, user: User) -> None:
    """Close an account: the person cannot log in any more, what they made stays."""
    change(actor, user, {"is_active": False})


def set_preferences(user: User, preferences: dict[str, Any]) -> None:
    """Keep how the person wants the pages to be."""
    user.preferences = preferences
    user.save(update_fields=["preferences"])


def check_password(password: str) -> None:
    """Raises Refused `weak_password`."""
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused("weak_password", " ".join(error.messages)) from None


def _keep_an_admin() -> None:
    if not User.objects.filter(is_superuser=True, is_active=True).exists():
        raise Refused("last_admin", "The server needs an administrator.", status=409)
