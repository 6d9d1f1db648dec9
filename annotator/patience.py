"""Who waits for a worker of the clicks: what can wait itself gives way to them."""

from typing import Final

from backend import broker
from backend.errors import BROKER_AWAY

QUEUE: Final = "clicks"


def others_wait() -> bool:
    """Whether anything waits for a worker of this queue, or nobody knows."""
    try:
        return bool(broker.waiting([QUEUE])[QUEUE])
    except BROKER_AWAY:
        return True
