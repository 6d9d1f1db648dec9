"""The embedded workers: threads of the web server, one for each queue."""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from celery import Celery
from celery.worker import WorkController

from backend.celery import app

log = logging.getLogger(__name__)
STOP_WITHIN = 5.0
UNHURRIED = 0.02


class Worker:
    """A Celery worker for one queue in a thread; not the command line's, which takes the signals."""

    def __init__(self, queue: str) -> None:
        self.queue = queue
        self.controller: Any = WorkController(
            app=_app(queue), pool_cls="solo", concurrency=1, queues=[queue], hostname=f"{queue}@koutu",
            without_gossip=True, without_mingle=True, without_heartbeat=True, loglevel="WARNING",
        )  # fmt: skip
        self.thread = threading.Thread(target=self._run, name=f"worker-{queue}", daemon=True)

    def start(self) -> None:
        """Begin to take tasks."""
        self.thread.start()

    def stop(self, deadline: float) -> None:
        """Take no more tasks; wait until `deadline` (time.monotonic()) for the one at hand."""
        self.controller.stop(in_sighandler=True)
        self.thread.join(max(0.0, deadline - time.monotonic()))

    def _run(self) -> None:
        try:
            self.controller.start()
        except Exception:  # the server must say that it lost a worker  # noqa: BLE001
            log.exception("the worker of the queue %s ended", self.queue)


def _app(queue: str) -> Celery:
    """The application as one worker needs it: the queues that it consumes belong to the application.

    Shared tasks belong to every application. A click must not wait; other queues may look less often.
    """
    own = Celery("koutu", set_as_current=False)
    own.config_from_object("django.conf:settings", namespace="CELERY")
    if queue != "clicks":
        own.conf.broker_transport_options = {"polling_interval": UNHURRIED}
    return own


@contextmanager
def workers(queues: Sequence[str]) -> Iterator[list[Worker]]:
    """Workers of these queues while the block runs."""
    app.loader.import_default_modules()
    running = [Worker(queue) for queue in queues]
    for worker in running:
        worker.start()
    try:
        yield running
    finally:
        deadline = time.monotonic() + STOP_WITHIN
        for worker in running:
            worker.stop(deadline)
