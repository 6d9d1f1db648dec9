"""The book of who did what."""

from typing import Any

from backend.models import AuditEntry, Dataset, Image, User


def write(
    actor: User | None,
    action: str,
    thing: Any,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add an entry: `action` done by `actor` to `thing` (a model's row)."""
    AuditEntry.objects.create(
        actor=actor,
        action=action,
        object=f"{thing._meta.model_name}:{thing.pk}",
        dataset_id=_dataset(thing),
        before=before,
        after=after,
    )


def _dataset(thing: Any) -> int | None:
    if isinstance(thing, Dataset):
        return thing.id
    if isinstance(thing, Image):
        return thing.dataset_id
    return getattr(thing, "dataset_id", None)
