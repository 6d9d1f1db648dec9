"""What a worker of the queue `clicks` does."""

import logging
from collections.abc import Callable
from typing import Any

from celery import shared_task

import ml
from annotator import interactions, offers, pictures, previews, sessions
from backend import precedence, realtime
from backend.errors import AWAY, Refused, unavailable
from backend.models import Image, User
from backend.services import networks
from backend.services.operations import Answer
from backend.signals import held

log = logging.getLogger(__name__)


@shared_task(name="annotator.interact")
def interact(user_id: int, mask_id: int, body: Any, reply_to: str, at_once: bool = True) -> None:
    """Perform an interaction, and send the answer or the refusal to the channel `reply_to`.

    What else a first click may mean is in the answer, or, unless it is to be told `at_once`, follows it.
    """

    def perform(user: User) -> Answer:
        answer = interactions.perform(user, mask_id, body)
        return offers.joined(mask_id, answer) if at_once else answer

    answer = _reply(user_id, body, reply_to, perform)
    if answer is not None and not at_once:
        _offer(user_id, mask_id, answer, reply_to)


def _offer(user_id: int, mask_id: int, answer: Answer, reply_to: str) -> None:
    try:
        offer = offers.later(user_id, mask_id, answer)
    except AWAY as error:
        log.warning("%s: other readings were lost: %s", answer.body["op_id"], error)
        return
    if offer is not None:
        realtime.reply(reply_to, {"offer": offer})


@shared_task(name="annotator.preview")
def preview(user_id: int, image_id: int, body: Any, reply_to: str) -> None:
    """As `interact`: what a click would change, unless somebody waits for something better."""
    _reply(user_id, body, reply_to, lambda user: previews.look(user, image_id, body))


def _reply(
    user_id: int, body: Any, reply_to: str, answer_to: Callable[[User], Answer]
) -> Answer | None:
    """Send what `answer_to` answers, and return it; None: the problem was sent.

    Who asked waits for it: everybody else, and the score, hears of what was done afterwards.
    """
    with held(), precedence.awaited():
        answer, problem = _answered(user_id, body, answer_to)
        if answer is not None:
            realtime.reply(reply_to, {"body": answer.body, "patch": answer.patch})
        else:
            realtime.reply(reply_to, {"problem": problem})
    return answer


def _answered(
    user_id: int, body: Any, answer_to: Callable[[User], Answer]
) -> tuple[Answer | None, dict[str, Any]]:
    """(the answer or None, the problem where there is no answer)."""
    op_id = body.get("op_id") if isinstance(body, dict) else None
    try:
        return answer_to(User.objects.get(id=user_id, is_active=True)), {}
    except Refused as refused:
        problem = refused.problem()
    except User.DoesNotExist:
        problem = Refused("not_authenticated", "The account is closed.", status=401).problem()
    except AWAY as error:
        log.error("%s: a part of the server is away: %s", op_id, error)
        problem = unavailable().problem()
    except Exception:  # who asked is waiting, whatever happened here  # noqa: BLE001
        log.exception("%s failed", op_id)
        detail = "The server made an error; it was logged."
        problem = Refused("internal", detail, status=500).problem()
    return None, problem | {"op_id": op_id}


@shared_task(name="annotator.warm")
def warm(image_id: int) -> None:
    """Open an image's first mask before somebody clicks on it, or decode the picture at least."""
    image = Image.objects.filter(id=image_id, deleted__isnull=True).first()
    if image is None:
        return
    mask = image.masks.filter(deleted__isnull=True).select_related("head").order_by("id").first()
    try:
        if mask is None:
            ml.load(networks.of(image.dataset))
            pictures.picture(image)
        else:
            mask.image = image
            sessions.of(mask)
    except Refused as refused:
        log.warning("image %s could not be opened: %s", image_id, refused.detail)
