"""What to work on next."""

from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from backend.errors import Refused
from backend.models import Dataset, Image, User
from backend.models.images import State
from backend.services import leases
from backend.services.rights import Action

KINDS: Final[dict[str, tuple[Action, Q]]] = {
    "annotate": (Action.ANNOTATE, Q(state__in=[State.NEW, State.IN_PROGRESS])),
    "fix": (Action.ANNOTATE, Q(state=State.REJECTED)),
    "review": (Action.REVIEW, Q(state=State.SUBMITTED)),
}


def next_image(
    dataset: Dataset, user: User, kind: str, *, peek: bool = False, after: Any = None,
    score_lt: float | None = None,
) -> Image | None:  # fmt: skip
    """The next free image of the kind, worst score first, with its lease taken; None = all done.

    `peek` only looks. Skipped images come last.
    """
    free = Q(lease__isnull=True) | Q(lease__expires__lte=timezone.now()) | Q(lease__user=user)
    waiting = (
        Image.objects.select_related("dataset")
        .filter(free, KINDS[kind][1], dataset=dataset, deleted__isnull=True)
        .order_by("skipped", "score_order", "id")
    )
    if score_lt is not None:
        waiting = waiting.filter(score__lt=score_lt)
    if after is not None:
        waiting = waiting.exclude(id=after)
    for image in waiting[:20]:
        if peek:
            return image
        try:
            leases.claim(image, user)
        except Refused:
            continue  # taken between the look and the grasp: the next one then
        return image
    return None
