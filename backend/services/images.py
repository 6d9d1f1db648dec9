"""Images: made by an import, found by filters, moved through their states, thrown away and restored."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from backend.errors import Refused
from backend.models import Dataset, Image, Mask, MaskRevision, Operation, User
from backend.models.images import State
from backend.services import audit, operations, states

BlobName = tuple[str, str]
LONGEST_FILTER: Final = 2000
# A moment near the edge of the calendar has none in another time zone.
FIRST_YEAR, LAST_YEAR = 2, 9998


def find(dataset: Dataset, key: str) -> Image | None:
    """The dataset's image with this key, also when it lies in the trash."""
    return Image.objects.select_related("dataset").filter(dataset=dataset, key=key).first()


def create(
    dataset: Dataset,
    key: str,
    *,
    sha256: str,
    original: BlobName,
    working: BlobName,
    size_bytes: int,
    width: int,
    height: int,
) -> Image:
    """A new image; its original and its working copy are (sha256, extension) of blobs that exist.

    Raises Refused `key_taken`. May run in a surrounding transaction.
    """
    try:
        with transaction.atomic():
            return Image.objects.create(
                dataset=dataset, key=key, sha256=sha256, extension=original[1], working=working[0],
                working_extension=working[1], bytes=size_bytes, width=width, height=height,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("key_taken", f"The dataset has an image {key!r}.", status=409) from None


def submit(image: Image, user: User, body: Mapping[str, Any]) -> dict[str, Any]:
    """Say that the masks are done; answers {op_id, state, revision}. The same op_id answers it again.

    Raises Refused `no_mask`, `image_state`, `op_id_reused`, `op_id_malformed`.
    """
    op_id, digest = operations.parse_id(body.get("op_id")), operations.digest(body)
    answered = operations.stored_on_image(image, op_id, digest)
    if answered is not None:
        return answered
    if not image.has_mask:
        raise Refused("no_mask", "There is no mask to submit yet.", status=409)
    try:
        with transaction.atomic():
            if image.state in (State.NEW, State.REJECTED):
                states.move(image, State.IN_PROGRESS, user)
            states.move(image, State.SUBMITTED, user)
            answer = {"op_id": str(op_id), "state": image.state, "revision": image.revision}
            Operation.objects.create(image=image, op_id=op_id, digest=digest, answer=answer)
    except IntegrityError:
        answered = operations.stored_on_image(image, op_id, digest)
        if answered is None:
            raise
        return answered
    return answer


def mark(image: Image, user: User, **marks: bool) -> None:
    """Set the marks `flagged`, `skipped`; they are no states."""
    with transaction.atomic():
        Image.objects.filter(id=image.id).update(**marks, changed=timezone.now())
        audit.write(user, "image.mark", image, after=dict(marks))
    for name, value in marks.items():
        setattr(image, name, value)


def trash(image: Image, user: User) -> None:
    """Put the image in the trash."""
    with transaction.atomic():
        Image.objects.filter(id=image.id).update(deleted=timezone.now())
        audit.write(user, "image.trash", image)


def restore(image: Image, user: User) -> None:
    """Take the image out of the trash."""
    with transaction.atomic():
        Image.objects.filter(id=image.id).update(deleted=None, changed=timezone.now())
        audit.write(user, "image.restore", image)
    image.deleted = None


def purge(before: datetime) -> int:
    """Remove for good what was put in the trash before this moment; answers how many images."""
    old = Image.objects.filter(deleted__lt=before)
    count = 0
    for image in old.iterator(chunk_size=200):
        with transaction.atomic():
            audit.write(None, "image.purge", image)
            image.delete()
        count += 1
    return count


def _state(value: str) -> Q:
    names = [name for name in value.split(",") if name]
    unknown = set(names) - set(State.values)
    if unknown:
        raise Refused("invalid_filter", f"There is no state {', '.join(sorted(unknown))}.")
    return Q(state__in=names)


def _number(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        raise Refused("invalid_filter", f"{value!r} is not a number.") from None
    if number != number:
        raise Refused("invalid_filter", "A score is a number.")
    return number


def _integer(value: str) -> int:
    if not value.isdecimal() or len(value) > 18:
        raise Refused("invalid_filter", f"{value!r} is not an id.")
    return int(value)


def _moment(value: str) -> datetime:
    try:
        # A plus that was not escaped arrives as a space.
        moment = parse_datetime(value.replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Refused("invalid_filter", f"{value!r} is not a time such as 2026-01-31T12:00:00Z.")
    return moment


def _truth(value: str) -> bool:
    if value.lower() not in ("true", "false", "1", "0"):
        raise Refused("invalid_filter", f"{value!r} is neither true nor false.")
    return value.lower() in ("true", "1")


def _label(value: str) -> Q:
    return Q(Exists(Mask.objects.filter(image=OuterRef("pk"), label=value, deleted__isnull=True)))


def _author(value: str) -> Q:
    made = MaskRevision.objects.filter(mask__image=OuterRef("pk"))
    known = value.isdecimal() and len(value) <= 18
    who = Q(author_id=int(value)) if known else Q(author__username=value)
    return Q(Exists(made.filter(who)))


def _reason(value: str) -> Q:
    if not (value.isascii() and value.isidentifier()):
        raise Refused("invalid_filter", f"{value!r} is not the name of a reason.")
    return Q(reason_names__holds=f"|{value}|")


FILTERS: Final[dict[str, Callable[[str], Q]]] = {
    "dataset": lambda value: Q(dataset_id=_integer(value)),
    "state": _state,
    "label": _label,
    "author": _author,
    # `score` and `edit` leave out what has none, `score_order` and `edit_order` have the index.
    "score_lt": lambda value: Q(score__lt=_number(value), score_order__lt=_number(value)),
    "score_gte": lambda value: Q(score__gte=_number(value), score_order__gte=_number(value)),
    "edit_lt": lambda value: Q(edit__lt=_number(value), edit_order__lt=_number(value)),
    "edit_gte": lambda value: Q(edit__gte=_number(value), edit_order__gte=_number(value)),
    "reason": _reason,
    "changed_since": lambda value: Q(changed__gte=_moment(value)),
    "flagged": lambda value: Q(flagged=_truth(value)),
    "has_mask": lambda value: Q(has_mask=_truth(value)),
    "q": lambda value: Q(key__icontains=value),
}


def queryset(dataset: Dataset | QuerySet[Dataset], filters: Mapping[str, Any]) -> QuerySet[Image]:
    """The images of the dataset(s), outside the trash, that pass the filters, by key.

    The names are those of `GET images`; any other is refused, never looked up.
    Raises Refused `unknown_filter`, `invalid_filter`.
    """
    within = Q(dataset=dataset) if isinstance(dataset, Dataset) else Q(dataset__in=dataset)
    images = Image.objects.filter(within, deleted__isnull=True)
    for name, value in filters.items():
        if name not in FILTERS:
            raise Refused("unknown_filter", f"Images cannot be filtered by {name!r}.")
        text = "true" if value is True else "false" if value is False else str(value)
        if "\0" in text or len(text) > LONGEST_FILTER:
            raise Refused(
                "invalid_filter", f"A filter has at most {LONGEST_FILTER} letters, no NUL."
            )
        if text:
            images = images.filter(FILTERS[name](text))
    return images.order_by("key", "id")
