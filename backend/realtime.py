"""Messages to sockets, from any thread.

The in-memory channel layer wakes a waiting socket at once only from the event loop that the socket
lives in. The server's loop is captured when it starts; a process without one (a worker, a test) gets
a loop of its own. Everything that sends passes through that loop.
"""

import asyncio
import logging
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from channels.layers import get_channel_layer

from backend.errors import BROKER_AWAY

log = logging.getLogger(__name__)
Result = TypeVar("Result")
_lock = threading.Lock()
_loop: asyncio.AbstractEventLoop | None = None


def capture(loop: asyncio.AbstractEventLoop | None) -> None:
    """From now on, send through this loop (None: forget it)."""
    global _loop
    with _lock:
        _loop = loop


def loop() -> asyncio.AbstractEventLoop:
    """The loop that sends: the server's, else one of our own in a thread."""
    global _loop
    with _lock:
        if _loop is None or _loop.is_closed():
            _loop = asyncio.new_event_loop()
            threading.Thread(target=_loop.run_forever, name="realtime", daemon=True).start()
        return _loop


def submit(work: Coroutine[Any, Any, Result]) -> Future[Result]:
    """Run a coroutine on that loop, from any other thread."""
    return asyncio.run_coroutine_threadsafe(work, loop())


def publish(group: str, message: dict[str, Any]) -> None:
    """Send to every socket of the group; `message["type"]` becomes the type of the event.

    Messages are hints: one may be lost, and whoever needs certainty asks for the head.
    """
    submit(_send_group(group, {"type": "koutu.event", "event": message}))


def reply(channel: str, message: dict[str, Any]) -> None:
    """Send to one channel: the answer to who asked."""
    submit(_send(channel, {"type": "koutu.reply", "reply": message}))


async def _send_group(group: str, message: dict[str, Any]) -> None:
    try:
        await get_channel_layer().group_send(group, message)
    except BROKER_AWAY as error:
        log.warning("an event to %s was lost: %s", group, error)


async def _send(channel: str, message: dict[str, Any]) -> None:
    try:
        await get_channel_layer().send(channel, message)
    except BROKER_AWAY as error:
        log.warning("an answer to %s was lost: %s", channel, error)
