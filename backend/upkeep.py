"""Housekeeping: the job `collect`, and what the server does by itself from time to time."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from backend.errors import AWAY
from backend.services import images, jobs, recovery, sessions, storage, tokens

log = logging.getLogger(__name__)
OFTEN: Final = 15.0
DAILY: Final = 24 * 3600


@jobs.handler("collect")
def collect(running: jobs.Running) -> None:
    """Remove files that nothing names any more; `names` narrows it to these blobs."""
    wanted = running.params.get("names")
    only = None if wanted is None else [(sha256, extension) for sha256, extension in wanted]
    if only is not None:
        # Of a dataset that was deleted right after its import.
        storage.wait_for_young(only, lambda: running.step(0))
    count, size = storage.collect(only)
    running.report |= {"files": count, "bytes": size}


@contextmanager
def kept() -> Iterator[None]:
    """Keep house while the block runs: jobs that were lost, daily what is old."""
    over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(over,), name="upkeep", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join(2)


def _keep(over: threading.Event) -> None:
    watch = recovery.Watch()
    while not over.wait(OFTEN):
        try:
            recovery.recover(watch.lost())
            recovery.remind(watch.forgotten())
            # Of several web processes one is enough.
            if cache.add("upkeep:daily", 1, DAILY):
                daily()
        except AWAY as error:
            log.error("upkeep waits: a part of the server is away: %s", error)
        except Exception:  # the next round may go better  # noqa: BLE001
            log.exception("upkeep failed")
        finally:
            connection.close()


def daily() -> None:
    """Empty the trash of what lay there long enough, forget what ran out, free the disk."""
    sessions.sweep()
    tokens.sweep()
    images.purge(timezone.now() - timedelta(days=settings.KOUTU_TRASH_DAYS))
    jobs.create("collect", user=None)
