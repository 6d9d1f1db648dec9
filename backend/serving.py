"""The embedded workers: threads of the web server, one for each queue."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from celery import Celery
from celery.worker import WorkController, state

from backend import precedence
from backend.celery import app

log = logging.getLogger(__name__)
FINISH_WITHIN: Final = 5.0
UNHURRIED: Final = 0.02
AGAIN_AFTER: Final = 1.0


@contextmanager
def workers(queues: Sequence[str]) -> Iterator[None]:
    """Workers of these queues while the block runs; then the tasks at hand have 5 s to end."""
    app.loader.import_default_modules()
    state.should_stop = None
    over = threading.Event()
    for queue in queues:
        name = f"worker-{queue}"
        threading.Thread(target=_run, args=(queue, over), name=name, daemon=True).start()
    try:
        yield
    finally:
        over.set()
        # The threads are left to the end of the process: an idle one may sleep for two seconds.
        state.should_stop = True
        deadline = time.monotonic() + FINISH_WITHIN
        while state.active_requests and time.monotonic() < deadline:
            time.sleep(0.01)


def _worker(queue: str) -> Any:
    """A Celery worker for one queue; not the command line's, which wants the signals."""
    return WorkController(
        app=_app(queue), pool_cls="solo", concurrency=1, queues=[queue], hostname=f"{queue}@koutu",
        without_gossip=True, without_mingle=True, without_heartbeat=True, loglevel="WARNING",
    )  # fmt: skip


def _run(queue: str, over: threading.Event) -> None:
    """Work until it is over; a worker that ends by an error makes room for the next."""
    while not over.is_set():
        try:
            _worker(queue).start()
        except Exception:  # whatever it is, the queue must not stand still  # noqa: BLE001
            log.exception("the worker of the queue %s ended", queue)
        over.wait(AGAIN_AFTER)


def _app(queue: str) -> Celery:
    """The application as one worker needs it: the queues that it consumes belong to the application.

    Shared tasks belong to every application. A click must not wait; other queues may look less often.
    """
    own = Celery("koutu", set_as_current=False)
    own.config_from_object("django.conf:settings", namespace="CELERY")
    if queue != precedence.AWAITED:
        own.conf.broker_transport_options = {"polling_interval": UNHURRIED}
    return own
