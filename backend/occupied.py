"""Whether a server runs on the data folder: one that does holds a lock, which ends with its process."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


class Occupied(Exception):
    """A server runs on this data folder."""


@contextmanager
def used() -> Iterator[None]:
    """Have it known while the block runs that a server does."""
    with _file().open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Keep servers out while the block runs. Raises Occupied where one is running."""
    with _file().open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Occupied from None
        yield


def _file() -> Path:
    return Path(settings.KOUTU_DATA_DIR) / ".running"
