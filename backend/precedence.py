"""People wait for clicks. Nobody waits for a score, an import or an export, so the work on these gives way.

Between processes the system sees to that (`give_way`), between the threads of one process we do
(`awaited`, `Courtesy`): two threads there share more than the processor.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

AWAITED: Final = "clicks"
NICENESS: Final = 10
PATIENCE: Final = 0.5  # seconds
LINGERS: Final = 0.15  # seconds that who was answered may take for the next click, when in a hurry
_changed = threading.Condition()
_under_way = 0
_answered = -LINGERS


def give_way() -> None:
    """Leave the processor to processes that somebody waits for."""
    os.nice(NICENESS)


@contextmanager
def awaited() -> Iterator[None]:
    """While the block runs, somebody waits for what this thread does, and may at once want more."""
    global _under_way, _answered
    with _changed:
        _under_way += 1
    try:
        yield
    finally:
        with _changed:
            _under_way -= 1
            _answered = time.monotonic()
            _changed.notify_all()


class Courtesy:
    """Called between the parts of a piece of work, it lets those threads of this process go first that
    somebody waits for; for PATIENCE seconds in all, so that the work ends even where people never pause.
    """

    def __init__(self) -> None:
        self._left = PATIENCE

    def __call__(self) -> None:
        """Wait while somebody is waited for, and a moment longer."""
        start = now = time.monotonic()
        with _changed:
            while now < start + self._left and (_under_way or now < _answered + LINGERS):
                until = start + self._left if _under_way else _answered + LINGERS
                _changed.wait(min(until, start + self._left) - now)
                now = time.monotonic()
        self._left -= now - start
