"""What the backend tells the rooms above it, always after the commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.dispatch import Signal

# revision: MaskRevision (with mask and image), patch: bytes (packed new values inside its bbox)
revision_created = Signal()

# job: Job, in one of its final states
job_ended = Signal()

# A server started, and its unfinished jobs are in the queues again.
jobs_resumed = Signal()

Telling = Callable[[], object]
_held: ContextVar[list[Telling] | None] = ContextVar("koutu_held", default=None)


def once_committed(tell: Telling) -> None:
    """Call `tell` when the present transaction is committed; inside `held`, at the end of that block."""

    def committed() -> None:
        waiting = _held.get()
        if waiting is None:
            tell()
        else:
            waiting.append(tell)

    transaction.on_commit(committed)


@contextmanager
def held() -> Iterator[None]:
    """Tell nobody before the block ends, well or not: who asked for something is answered before all
    others hear of it.
    """
    waiting: list[Telling] = []
    token = _held.set(waiting)
    try:
        yield
    finally:
        _held.reset(token)
        for tell in waiting:
            tell()
