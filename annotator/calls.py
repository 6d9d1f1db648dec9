"""Asking a worker, and waiting for its answer."""

import asyncio
from typing import Any, Final

from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer

from annotator import tasks
from backend.errors import Refused

PATIENCE: Final = 5.0


async def send(user_id: int, mask_id: int, body: Any, reply_to: str) -> None:
    """Put an interaction into the queue; the answer goes to the channel `reply_to`.

    Raises Refused `queue_unreachable`.
    """
    publish = sync_to_async(tasks.interact.apply_async, thread_sensitive=False)
    try:
        await publish((user_id, mask_id, body, reply_to), expires=PATIENCE)
    except OSError as error:
        raise Refused(
            "queue_unreachable", "The queue is away; try again.", status=503, retry_after=2
        ) from error


async def ask(user_id: int, mask_id: int, body: Any) -> dict[str, Any]:
    """Perform an interaction on a worker; answers `{body, patch}` or `{problem}`.

    Raises Refused `timeout` (504) after 5 s: the same op_id may be sent again.
    """
    layer = get_channel_layer()
    channel = await layer.new_channel("interaction.")
    await send(user_id, mask_id, body, channel)
    try:
        message = await asyncio.wait_for(layer.receive(channel), PATIENCE)
    except TimeoutError:
        raise timeout() from None
    reply: dict[str, Any] = message["reply"]
    return reply


def timeout() -> Refused:
    """The refusal of who waited long enough."""
    return Refused(
        "timeout", "No answer within 5 s; send it again with the same op_id.", status=504
    )
