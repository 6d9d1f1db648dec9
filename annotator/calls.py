"""Asking a worker, and waiting for its answer."""

import asyncio
import logging
from typing import Any, Final

from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer

from annotator import previews, tasks
from backend.errors import BROKER_AWAY, Refused

log = logging.getLogger(__name__)
PATIENCE: Final = 5.0
# An interaction stays in the queue for longer than its asker waits: who asks again keeps the place in the
# line, where a crowd would else drop some people again and again. Its op_id makes it happen once.
WAITS: Final = 20.0
# A preview that comes later than this finds the pointer elsewhere.
PREVIEW_PATIENCE: Final = 1.0


async def send(user_id: int, mask_id: int, body: Any, reply_to: str, at_once: bool = False) -> None:
    """Put an interaction into the queue; the answer goes to the channel `reply_to`, and after it what else
    a first click may mean, unless that is to be in the answer, `at_once`.

    Raises Refused `queue_unreachable`.
    """
    await _publish(tasks.interact, (user_id, mask_id, body, reply_to, at_once), WAITS)


async def send_preview(user_id: int, image_id: int, body: Any, reply_to: str) -> None:
    """Put a preview into the queue; no answer comes when it waited too long.

    Raises Refused `queue_unreachable`, and `preview_dropped` while another one is under way.
    """
    await sync_to_async(previews.begin, thread_sensitive=False)(user_id)
    await _publish(tasks.preview, (user_id, image_id, body, reply_to), PREVIEW_PATIENCE)


async def warm(image_id: int) -> None:
    """Have a worker open the image, if one has the time soon; without it the first click takes longer."""
    try:
        await _publish(tasks.warm, (image_id,), PATIENCE)
    except Refused as refused:
        log.warning("image %s is not opened before it is clicked: %s", image_id, refused.detail)


async def ask(user_id: int, mask_id: int, body: Any) -> dict[str, Any]:
    """Perform an interaction on a worker; answers `{body, patch}` or `{problem}`.

    Raises Refused `timeout` (504) after 5 s: the same op_id may be sent again.
    """
    channel = await get_channel_layer().new_channel("interaction.")
    await send(user_id, mask_id, body, channel, at_once=True)
    try:
        return await _reply(channel, PATIENCE)
    except TimeoutError:
        raise timeout() from None


async def ask_preview(user_id: int, image_id: int, body: Any) -> dict[str, Any]:
    """As `ask`, for a preview. Raises Refused `preview_dropped` (503) after 1 s."""
    channel = await get_channel_layer().new_channel("preview.")
    await send_preview(user_id, image_id, body, channel)
    try:
        return await _reply(channel, PREVIEW_PATIENCE)
    except TimeoutError:
        raise previews.dropped("Nobody had the time.") from None


async def _publish(task: Any, arguments: tuple[Any, ...], expires: float) -> None:
    publish = sync_to_async(task.apply_async, thread_sensitive=False)
    try:
        await publish(arguments, expires=expires)
    except BROKER_AWAY as error:
        raise Refused(
            "queue_unreachable", "The queue is away; try again.", status=503, retry_after=2
        ) from error


async def _reply(channel: str, patience: float) -> dict[str, Any]:
    message = await asyncio.wait_for(get_channel_layer().receive(channel), patience)
    reply: dict[str, Any] = message["reply"]
    return reply


def timeout() -> Refused:
    """The refusal of who waited long enough."""
    return Refused(
        "timeout", "No answer within 5 s; send it again with the same op_id.", status=504
    )
