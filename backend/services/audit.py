"""The book of who did what: written beside each change, in its transaction, never changed."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from backend import context
from backend.errors import Refused, forbidden
from backend.models import AuditEntry, Dataset, Job, User
from backend.services import rights
from backend.services.rights import Action

SYSTEM: Final = "command line"
LONGEST_NAME: Final = 500


def write(
    actor: User | None,
    action: str,
    thing: Any,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add an entry: `action` done by `actor` (None: the server's owner) to `thing` (a model's row)."""
    origin = context.origin()
    AuditEntry.objects.create(
        actor=actor,
        actor_name=actor.name if actor is not None else SYSTEM,
        action=action,
        object=f"{thing._meta.model_name}:{thing.pk}",
        object_name=_name(thing)[:LONGEST_NAME],
        dataset_id=_dataset(thing),
        before=before,
        after=after,
        address=origin.address[:45],
        request=origin.request[:64],
    )


def entries(user: User, filters: dict[str, Any]) -> QuerySet[AuditEntry]:
    """What the person may read of the book: all for an administrator of the server, else the datasets that
    they manage. `filters`: `dataset`, `actor`, `action`, `object`, `q`, `since`, `until`.

    Raises Refused `forbidden` to who manages nothing.
    """
    # No join: an entry is also found when what it speaks of is gone.
    rows = AuditEntry.objects.prefetch_related("actor")
    if not user.is_superuser:
        managed = list(rights.datasets(user, Action.MANAGE).values_list("id", flat=True))
        if not managed:
            raise forbidden("The audit is for administrators of datasets.")
        rows = rows.filter(dataset_id__in=managed)
    for name, value in filters.items():
        rows = rows.filter(_condition(name, value))
    return rows


def actions() -> list[str]:
    """Every kind of act that the book has, in order."""
    return sorted(AuditEntry.objects.values_list("action", flat=True).distinct())


def _condition(name: str, value: Any) -> Q:
    if name == "actor":
        known = str(value).isdecimal() and len(str(value)) <= 18
        return Q(actor_id=int(value)) if known else Q(actor_name__iexact=value)
    if name == "q":
        words = Q(object_name__icontains=value) | Q(actor_name__icontains=value)
        return words | Q(object__istartswith=value) | Q(action__istartswith=value)
    if name in ("since", "until"):
        assert isinstance(value, datetime)  # noqa: S101  # the view parsed it
        return Q(**{"created__gte" if name == "since" else "created__lt": value})
    if name == "dataset":
        return Q(dataset_id=value)
    if name == "action":
        return Q(action__in=str(value).split(","))
    if name == "object":
        return Q(object=value)
    raise Refused("unknown_filter", f"The audit cannot be filtered by {name!r}.")


def _name(thing: Any) -> str:
    if isinstance(thing, Job):
        return thing.dataset.name if thing.dataset else ""
    for attribute in ("key", "username", "name", "label"):
        value = getattr(thing, attribute, None)
        if isinstance(value, str) and value:
            return value
    user = getattr(thing, "user", None)
    return user.name if isinstance(user, User) else ""


def _dataset(thing: Any) -> int | None:
    if isinstance(thing, Dataset):
        return thing.id
    image = getattr(thing, "image", None)
    found = getattr(thing, "dataset_id", None) or getattr(image, "dataset_id", None)
    return found if isinstance(found, int) else None
