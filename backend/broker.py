"""What waits in the queues."""

from collections.abc import Iterable

from backend.celery import app


def waiting(queues: Iterable[str]) -> dict[str, int]:
    """How many tasks wait in each of the queues. Raises one of `errors.BROKER_AWAY`, within a second or two.

    Cheap enough to be asked in the middle of a preview: the connection is one of those that tasks are
    published through.
    """
    with app.pool.acquire(block=True) as connection:
        connection.ensure_connection(max_retries=1, interval_start=0.2, timeout=2)
        channel = connection.default_channel
        return {queue: int(channel._size(queue)) for queue in queues}
