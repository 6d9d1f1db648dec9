"""Leases: who works on an image. Advice to people; compare-and-swap guards the masks."""

from datetime import timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from backend import realtime
from backend.errors import Refused
from backend.models import Image, Lease, User
from backend.services import rights
from backend.services.rights import Action

LASTS: Final = timedelta(seconds=90)
SILENT: Final = timedelta(seconds=30)
# A click renews the lease, but not each one has to write.
FRESH: Final = timedelta(seconds=15)


def claim(image: Image, user: User) -> Lease:
    """The person's lease on the image: renewed, or taken when it is free or expired.

    Raises Refused `lease_held` (423, with `holder` and `expires`) while somebody else holds it.
    """
    now = timezone.now()
    lease = next(iter(Lease.objects.filter(image=image)), None)
    if lease is not None and lease.user_id != user.id and lease.expires > now:
        raise held(lease)
    if lease is not None and lease.user_id == user.id and now - lease.renewed < FRESH:
        return lease
    return _write(image, user, before=lease)


def take(image: Image, user: User, *, take_over: bool = False) -> Lease:
    """As `claim`; with `take_over` also from another: a reviewer at once, an annotator from one
    who was silent for 30 s. Raises Refused `lease_held`.
    """
    lease = Lease.objects.select_related("user").filter(image=image).first()
    now = timezone.now()
    if lease is None or lease.user_id == user.id or lease.expires <= now or not take_over:
        return claim(image, user)
    if now - lease.renewed < SILENT and not rights.may(user, image.dataset_id, Action.REVIEW):
        raise held(lease)
    return _write(image, user, before=lease)


def release(image: Image, user: User) -> None:
    """Give the person's lease back; that of another stays."""
    gone, _ = Lease.objects.filter(image=image, user=user).delete()
    if gone:
        _tell(image.id, None)


def holder(image_id: int) -> dict[str, Any] | None:
    """Who holds the image now: {id, username, name, expires}, or None."""
    lease = (
        Lease.objects.select_related("user")
        .filter(image_id=image_id, expires__gt=timezone.now())
        .first()
    )
    return describe(lease) if lease else None


def describe(lease: Lease) -> dict[str, Any]:
    """The holder as others are told."""
    user = lease.user
    return {
        "id": user.id,
        "username": user.username,
        "name": user.name,
        "expires": lease.expires.isoformat(),
    }


def held(lease: Lease) -> Refused:
    """The refusal that names the holder."""
    return Refused(
        "lease_held",
        f"{lease.user.name} is working on this image.",
        status=423,
        holder=describe(lease),
        expires=lease.expires.isoformat(),
    )


def _write(image: Image, user: User, *, before: Lease | None) -> Lease:
    now = timezone.now()
    values = {"user": user, "renewed": now, "expires": now + LASTS}
    try:
        with transaction.atomic():
            if before is None:
                lease = Lease.objects.create(image=image, **values)
            else:
                changed = Lease.objects.filter(
                    id=before.id, user_id=before.user_id, renewed=before.renewed
                ).update(**values)
                lease = Lease.objects.select_related("user").get(image=image)
                if not changed and lease.user_id != user.id:
                    raise held(lease)
    except (IntegrityError, Lease.DoesNotExist):
        # Somebody took or gave it back in this very moment: look once more, and decide by that.
        lease = Lease.objects.select_related("user").get_or_create(image=image, defaults=values)[0]
        if lease.user_id != user.id:
            raise held(lease) from None
    if before is None or before.user_id != user.id:
        _tell(image.id, lease)
    return lease


def _tell(image_id: int, lease: Lease | None) -> None:
    event = {"type": "lease", "image": image_id, "holder": describe(lease) if lease else None}
    transaction.on_commit(lambda: realtime.publish(f"image.{image_id}", event))
