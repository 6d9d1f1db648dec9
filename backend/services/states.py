"""The states of an image: one table of allowed moves, one function that makes them."""

from typing import Final

from django.db.models import F
from django.utils import timezone

from backend.errors import Refused, forbidden
from backend.models import Image, User
from backend.models.images import State
from backend.services import audit, rights
from backend.services.rights import Action

MOVES: Final[dict[tuple[State, State], Action]] = {
    (State.NEW, State.IN_PROGRESS): Action.ANNOTATE,
    (State.IN_PROGRESS, State.SUBMITTED): Action.ANNOTATE,
    (State.SUBMITTED, State.ACCEPTED): Action.REVIEW,
    (State.SUBMITTED, State.REJECTED): Action.REVIEW,
    (State.NEW, State.ACCEPTED): Action.REVIEW,
    (State.NEW, State.REJECTED): Action.REVIEW,
    (State.REJECTED, State.IN_PROGRESS): Action.ANNOTATE,
    (State.SUBMITTED, State.IN_PROGRESS): Action.REVIEW,
    (State.ACCEPTED, State.IN_PROGRESS): Action.REVIEW,
}


def check(image: Image, to: State, user: User) -> None:
    """Pass if the person may move the image there now.

    Raises Refused `image_state` (409) for a move that is not in the table or not this person's.
    """
    here = State(image.state)
    action = MOVES.get((here, to))
    verdict = {State.ACCEPTED, State.REJECTED}
    if action is None or (here is State.NEW and to in verdict and not image.has_mask):
        raise _refused(image, to, f"An image that is {here} cannot become {to}.")
    takes_back = (here, to) == (State.SUBMITTED, State.IN_PROGRESS)
    if takes_back and image.submitter_id == user.id:
        action = Action.ANNOTATE
    if not rights.may(user, image.dataset_id, action):
        raise _refused(image, to, f"Your role does not let you move it from {here} to {to}.")


def move(image: Image, to: State, user: User) -> None:
    """Make the move, count it and write it down; `image` is brought up to date.

    Must run in a transaction. Raises Refused `image_state`, also when somebody else was quicker.
    """
    check(image, to, user)
    here = image.state
    submitter = user.id if to is State.SUBMITTED else image.submitter_id
    moved = Image.objects.filter(id=image.id, state=here).update(
        state=to, submitter=submitter, changed=timezone.now(), skipped=False
    )
    if not moved:
        raise _refused(image, to, "Somebody else moved it a moment ago.")
    image.state, image.submitter_id, image.skipped = to, submitter, False
    audit.write(user, "image.state", image, before={"state": here}, after={"state": to})


def start_work(image: Image, user: User) -> None:
    """Make the move to in_progress where one is needed. As `move`."""
    if image.state != State.IN_PROGRESS:
        move(image, State.IN_PROGRESS, user)


def check_work(image: Image, user: User) -> None:
    """Pass if the person may change the image's masks now. Raises Refused `image_state`."""
    if image.state != State.IN_PROGRESS:
        check(image, State.IN_PROGRESS, user)


def touch(image: Image, **changes: object) -> None:
    """Count a change of one of the image's masks; `image` is brought up to date.

    Raises Refused `image_state` when its state is no longer what `image` says.
    """
    counted = Image.objects.filter(id=image.id, state=image.state).update(
        revision=F("revision") + 1, changed=timezone.now(), **changes
    )
    if not counted:
        raise _refused(image, State.IN_PROGRESS, "Somebody else moved it a moment ago.")
    image.revision += 1


def was_submitted(image: Image) -> bool:
    """Whether somebody once said that its masks are done: then they are worth protecting."""
    return image.submitter_id is not None or image.state in (State.ACCEPTED, State.REJECTED)


def reopen(image: Image, to: str, user: User) -> None:
    """What `PATCH images/{id} {state}` may ask for: work on it again. Raises Refused."""
    if to != State.IN_PROGRESS:
        raise forbidden(
            "Only `in_progress` can be set here; submit and review have their own ways."
        )
    move(image, State.IN_PROGRESS, user)


def _refused(image: Image, to: State, detail: str) -> Refused:
    return Refused("image_state", detail, status=409, state=image.state, wanted=str(to))
