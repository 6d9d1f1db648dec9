"""What a worker of the queue `clicks` does."""

import logging
from typing import Any

from celery import shared_task

import ml
from annotator import interactions, sessions
from backend import realtime
from backend.errors import Refused
from backend.models import Image, User

log = logging.getLogger(__name__)


@shared_task(name="annotator.interact")
def interact(user_id: int, mask_id: int, body: Any, reply_to: str) -> None:
    """Perform an interaction, and send the answer or the refusal to the channel `reply_to`."""
    op_id = body.get("op_id") if isinstance(body, dict) else None
    try:
        user = User.objects.get(id=user_id, is_active=True)
        answer = interactions.perform(user, mask_id, body)
    except Refused as refused:
        reply = {"problem": refused.problem() | {"op_id": op_id}}
    except User.DoesNotExist:
        refused = Refused("not_authenticated", "The account is closed.", status=401)
        reply = {"problem": refused.problem() | {"op_id": op_id}}
    except Exception:  # who asked is waiting, whatever happened here  # noqa: BLE001
        log.exception("interaction %s on mask %s failed", op_id, mask_id)
        refused = Refused("internal", "The server made an error; it was logged.", status=500)
        reply = {"problem": refused.problem() | {"op_id": op_id}}
    else:
        reply = {"body": answer.body, "patch": answer.patch}
    realtime.reply(reply_to, reply)


@shared_task(name="annotator.warm")
def warm(image_id: int) -> None:
    """Open an image's first mask before somebody clicks on it, or decode the picture at least."""
    image = Image.objects.filter(id=image_id, deleted__isnull=True).first()
    if image is None:
        return
    mask = image.masks.filter(deleted__isnull=True).select_related("head").order_by("id").first()
    try:
        if mask is None:
            ml.load()
            sessions.picture(image)
        else:
            mask.image = image
            sessions.of(mask)
    except Refused as refused:
        log.warning("image %s could not be opened: %s", image_id, refused.detail)
