"""For processes on libfaketime: 0.9.10 refuses every sleep when it leaves the monotonic clock alone."""

import select
import time


def sleep(seconds: float) -> None:
    """As time.sleep, by a call that the library lets through."""
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        select.select([], [], [], left)


time.sleep = sleep
