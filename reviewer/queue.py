"""What to work on next."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils import timezone

from backend.errors import Refused
from backend.models import Dataset, Image, User
from backend.models.images import State
from backend.services import leases, rights
from backend.services.rights import Action

UNFINISHED: Final = Q(state__in=[State.NEW, State.IN_PROGRESS])
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
    for image in _waiting(dataset, user, wish)[:TRIES]:
        if peek:
            return image
        try:
            leases.claim(image, user)
        except Refused:
            continue
        return image
    return None


def _waiting(dataset: Dataset, user: User, wish: Wish) -> QuerySet[Image]:
    over = leases.over(timezone.now(), "lease__expires")
    free = Q(lease__isnull=True) | over | Q(lease__user=user)
    worse = Q() if wish.score_lt is None else Q(score__lt=wish.score_lt)
    rejected = Q(state=State.REJECTED)
    match wish.kind:
        case "annotate":
            wanted = UNFINISHED & worse
        case "fix":
            wanted = rejected if wish.score_lt is None else rejected | (UNFINISHED & worse)
        case _:
            wanted = Q(state=State.SUBMITTED) & worse
    first = Case(When(rejected, then=0), default=1, output_field=IntegerField())
    images = Image.objects.select_related("dataset").filter(
        free, wanted, dataset=dataset, deleted__isnull=True
    )
    if wish.after is not None:
        images = images.exclude(id=wish.after)
    return images.order_by("skipped", first, "score_order", "id")
