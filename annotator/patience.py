"""Who waits for a worker of the clicks: what can wait itself gives way to them."""

from backend import broker
from backend.errors import BROKER_AWAY
from backend.precedence import AWAITED


def others_wait() -> bool:
    """Whether anything waits for a worker of this queue, or nobody knows."""
    try:
        return bool(broker.waiting([AWAITED])[AWAITED])
    except BROKER_AWAY:
        return True
