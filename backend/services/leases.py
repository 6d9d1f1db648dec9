"""Leases: who works on an image. Advice to people; compare-and-swap guards the masks.

A person has one lease on an image, however many tabs. Who wants that of another asks: a reviewer gets
it at once; an annotator when the holder agrees, or is silent for 30 s after the question, or when the
holder's page has given no sign of life for 30 s.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q
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
# A question that nobody came back to, and a refusal, are forgotten after this.
REMEMBERED: Final = timedelta(seconds=90)
# By so much the clocks of several machines may differ.
SKEW: Final = timedelta(seconds=15)


def over(now: datetime, field: str = "expires") -> Q:
    """Leases that nobody has any more: those that ran out, and those that a clock wrote which was set
    back since: no lease ends later than it can last.
    """
    return Q(**{f"{field}__lte": now}) | Q(**{f"{field}__gt": now + LASTS + SKEW})


def is_over(lease: Lease, now: datetime) -> bool:
    """Whether `over` has this lease."""
    return not now < lease.expires <= now + LASTS + SKEW


def _within(then: datetime | None, now: datetime, span: timedelta) -> bool:
    """Whether it was less than `span` ago; a moment ahead of us is of a clock that was set back."""
    return then is not None and -SKEW <= now - then < span


def claim(image: Image, user: User, *, working: bool = False) -> Lease:
    """The person's lease on the image: renewed, or taken when it is free or expired. `working`: the
    person changes a mask, which is no silence if somebody asked.

    Raises Refused `lease_held` (423, with `holder` and `expires`) while somebody else holds it.
    """
    now = timezone.now()
    lease = check(image, user)
    if lease is not None and lease.user_id == user.id:
        if working and lease.asked and not lease.refused and now - lease.asked >= FRESH:
            Lease.objects.filter(id=lease.id, asked=lease.asked).update(asked=now)
        if _within(lease.renewed, now, FRESH):
            return lease
    return _write(image, user, before=lease)


def check(image: Image, user: User) -> Lease | None:
    """What is written down of the image's lease, unless somebody else holds it. Raises as `claim`."""
    lease = next(iter(Lease.objects.filter(image=image)), None)
    if lease is not None and lease.user_id != user.id and not is_over(lease, timezone.now()):
        raise held(lease)
    return lease


def take(image: Image, user: User, *, take_over: bool = False) -> Lease:
    """As `claim`; with `take_over` the lease of another is asked for, and taken where the module's
    text says so.

    Raises Refused `lease_held` with `wait`, the seconds until asking again can help, and `refused`.
    """
    lease = Lease.objects.select_related("user", "asker").filter(image=image).first()
    now = timezone.now()
    if lease is None or lease.user_id == user.id or is_over(lease, now) or not take_over:
        return claim(image, user)
    if rights.may(user, image.dataset_id, Action.REVIEW) or _silent(lease, user, now):
        return _write(image, user, before=lease)
    lease = _ask(lease, user, now)
    refused = lease.asker_id == user.id and lease.refused
    since = lease.asked or now
    left = (REMEMBERED if refused or lease.asker_id != user.id else SILENT) - (now - since)
    raise held(lease, wait=max(1, round(left.total_seconds())), refused=refused)


def answer(image: Image, user: User, *, agree: bool) -> Lease:
    """The holder's answer to who asked: the lease afterwards, the asker's if the holder agrees.

    Raises Refused `nobody_asked` (409), also to those who do not hold it.
    """
    lease = Lease.objects.select_related("user", "asker").filter(image=image, user=user).first()
    nobody = Refused("nobody_asked", "Nobody is asking you for this image now.", status=409)
    if lease is None or lease.asker is None or lease.refused or _forgotten(lease, timezone.now()):
        raise nobody
    if agree and rights.may(lease.asker, image.dataset_id, Action.ANNOTATE):
        return _write(image, lease.asker, before=lease)
    changed = Lease.objects.filter(id=lease.id, user=user, asker=lease.asker).update(
        refused=True, asked=timezone.now()
    )
    if not changed:
        raise nobody
    lease.refused = True
    _tell(image.id, lease)
    return lease


def release(image: Image, user: User) -> None:
    """Give the person's lease back; that of another stays."""
    gone, _ = Lease.objects.filter(image=image, user=user).delete()
    if gone:
        _tell(image.id, None)


def holder(image_id: int) -> dict[str, Any] | None:
    """Who holds the image now, as `describe` has it, or None."""
    lease = (
        Lease.objects.select_related("user", "asker")
        .filter(image_id=image_id)
        .exclude(over(timezone.now()))
        .first()
    )
    return describe(lease) if lease else None


def describe(lease: Lease) -> dict[str, Any]:
    """The holder as others are told: {id, username, name, expires}, with `asker`: who asked for the
    lease a moment ago, {id, username, name, refused}, or None.
    """
    asker = None
    if lease.asker is not None and not _forgotten(lease, timezone.now()):
        asker = {**_person(lease.asker), "refused": lease.refused}
    return {**_person(lease.user), "expires": lease.expires.isoformat(), "asker": asker}


def held(lease: Lease, **more: Any) -> Refused:
    """The refusal that names the holder."""
    return Refused(
        "lease_held",
        f"{lease.user.name} is working on this image.",
        status=423,
        holder=describe(lease),
        expires=lease.expires.isoformat(),
        **more,
    )


def _silent(lease: Lease, user: User, now: datetime) -> bool:
    if not _within(lease.renewed, now, SILENT):
        return True
    mine = lease.asker_id == user.id and not lease.refused and not _forgotten(lease, now)
    return mine and lease.asked is not None and now - lease.asked >= SILENT


def _forgotten(lease: Lease, now: datetime) -> bool:
    return not _within(lease.asked, now, REMEMBERED)


def _ask(lease: Lease, user: User, now: datetime) -> Lease:
    """Write down that the person asked, unless somebody did a moment ago; the holder is told."""
    if not _forgotten(lease, now):
        return lease
    changed = Lease.objects.filter(id=lease.id, user=lease.user, asked=lease.asked).update(
        asker=user, asked=now, refused=False
    )
    if changed:
        lease.asker, lease.asked, lease.refused = user, now, False
        _tell(lease.image_id, lease)
    return lease


def _write(image: Image, user: User, *, before: Lease | None) -> Lease:
    now = timezone.now()
    values: dict[str, Any] = {"user": user, "renewed": now, "expires": now + LASTS}
    if before is None or before.user_id != user.id:
        values |= {"asker": None, "asked": None, "refused": False}
    try:
        with transaction.atomic():
            if before is None:
                lease = Lease.objects.create(image=image, **values)
            else:
                changed = Lease.objects.filter(
                    id=before.id, user_id=before.user_id, renewed=before.renewed
                ).update(**values)
                lease = Lease.objects.select_related("user", "asker").get(image=image)
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


def _person(user: User) -> dict[str, Any]:
    return {"id": user.id, "username": user.username, "name": user.name}


def _tell(image_id: int, lease: Lease | None) -> None:
    event = {"type": "lease", "image": image_id, "holder": describe(lease) if lease else None}
    transaction.on_commit(lambda: realtime.publish(f"image.{image_id}", event))
