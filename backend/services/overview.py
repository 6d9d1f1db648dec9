"""Datasets as their cards show them: counts, covers and people, in a fixed number of queries."""

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Count, F, Max, QuerySet, Window
from django.db.models.functions import RowNumber

from backend.models import Dataset, Image, Membership, Role, User
from backend.models.images import State

COVERS: Final = 4
Card = dict[str, Any]


def cards(datasets: Iterable[Dataset], user: User) -> list[Card]:
    """A card for each dataset, in the same order."""
    rows = list(datasets)
    ids = [dataset.id for dataset in rows]
    images = Image.objects.filter(dataset__in=ids, deleted__isnull=True)
    counts, masked = _counts(images), _counts(images.filter(has_mask=True))
    changed = dict(images.values_list("dataset").annotate(Max("changed")))
    covers, people, roles = _covers(images), _people(ids), _roles(user, ids)
    return [
        {
            "id": dataset.id,
            "name": dataset.name,
            "labels": dataset.labels,
            "colours": dataset.colours,
            "settings": dataset.settings,
            "role": roles.get(dataset.id, Role.ADMIN),
            "created": dataset.created,
            "changed": max(dataset.changed, changed.get(dataset.id, dataset.changed)),
            "counts": counts.get(dataset.id) or _none(),
            "masked": masked.get(dataset.id) or _none(),
            "cover": covers.get(dataset.id, []),
            "members": people.get(dataset.id, []),
        }
        for dataset in rows
    ]


def _none() -> dict[str, int]:
    return {"total": 0, **{str(state): 0 for state in State}}


def _counts(images: QuerySet[Image]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for dataset, state, count in images.values_list("dataset", "state").annotate(Count("id")):
        counts = found.setdefault(dataset, _none())
        counts[state] += count
        counts["total"] += count
    return found


def _covers(images: QuerySet[Image]) -> dict[int, list[dict[str, int]]]:
    ranked = images.annotate(
        rank=Window(RowNumber(), partition_by=[F("dataset")], order_by=[F("key"), F("id")])
    )
    found: dict[int, list[dict[str, int]]] = {}
    for row in ranked.filter(rank__lte=COVERS).order_by("dataset", "rank"):
        found.setdefault(row.dataset_id, []).append({"id": row.id, "revision": row.revision})
    return found


def _people(ids: list[int]) -> dict[int, list[User]]:
    found: dict[int, list[User]] = {}
    for row in Membership.objects.filter(dataset__in=ids).select_related("user").order_by("id"):
        found.setdefault(row.dataset_id, []).append(row.user)
    return found


def _roles(user: User, ids: list[int]) -> dict[int, str]:
    if user.is_superuser:
        return {}
    return dict(
        Membership.objects.filter(user=user, dataset__in=ids).values_list("dataset", "role")
    )
