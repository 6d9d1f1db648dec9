"""What to work on next."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.db.models import Q
from django.utils import timezone

from backend.errors import Refused
from backend.models import Dataset, Image, User
from backend.models.images import State
from backend.services import leases, rights
from backend.services.rights import Action

UNFINISHED: Final = [State.NEW, State.IN_PROGRESS]
KINDS: Final[dict[str, Action]] = {
    "annotate": Action.ANNOTATE,
    "fix": Action.ANNOTATE,
    "review": Action.REVIEW,
}
# Others may take an image between the look and the grasp; so many of them in a row is no accident.
TRIES: Final = 50


@dataclass(frozen=True)
class Wish:
    """Which work is wanted.

    annotate: what is not finished. fix: what was rejected, then, with `score_lt`, unfinished masks
    that score less. review: what was submitted. `score_lt` narrows annotate and review down.
    """

    kind: str = "annotate"
    score_lt: float | None = None
    after: int | None = None
    """An image that is not wanted: the one that the person has now."""


def next_image(dataset: Dataset, user: User, wish: Wish, *, peek: bool = False) -> Image | None:
    """The next image that nobody else works on, worst score first, with its lease taken; None when
    all is done. Skipped images come last. `peek` only looks.

    Raises Refused: 404 to strangers, 403 to members whose role is not for this kind of work.
    """
    rights.require(user, dataset.id, KINDS[wish.kind])
    for number in islice(_waiting(dataset, user, wish), TRIES):
        image = Image.objects.select_related("dataset").get(id=number)
        if peek:
            return image
        try:
            leases.claim(image, user)
        except Refused:
            continue
        return image
    return None


def _waiting(dataset: Dataset, user: User, wish: Wish) -> Iterator[int]:
    """Ids of what is wanted and free, in the order of the work; of no kind more than TRIES.

    Each state is asked for by itself and in the order of the index that it has with the scores: sorted
    together, a hundred thousand images would take four times as long as a thousand.
    """
    over = leases.over(timezone.now(), "lease__expires")
    images = Image.objects.filter(
        Q(lease__isnull=True) | over | Q(lease__user=user), dataset=dataset, deleted__isnull=True
    ).order_by("score_order", "id")
    if wish.after is not None:
        images = images.exclude(id=wish.after)
    for skipped in (False, True):
        for states, worse in _stages(wish):
            rows = [
                images.filter(worse, state=state, skipped=skipped).values_list("score_order", "id")
                for state in states
            ]
            yield from (number for _, number in heapq.merge(*(some[:TRIES] for some in rows)))


def _stages(wish: Wish) -> list[tuple[list[State], Q]]:
    """Which states are worked through one after the other, each with what it is narrowed by."""
    limit = wish.score_lt
    # What has no score stands below 0 in the order.
    worse = Q() if limit is None else Q(score_order__gte=0, score_order__lt=limit)
    match wish.kind:
        case "annotate":
            return [(UNFINISHED, worse)]
        case "fix":
            rejected = [([State.REJECTED], Q())]
            return rejected if limit is None else [*rejected, (UNFINISHED, worse)]
        case _:
            return [([State.SUBMITTED], worse)]
