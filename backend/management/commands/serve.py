"""manage.py serve"""

import signal
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand
from uvicorn.supervisors import Multiprocess

from backend import occupied, serving, upkeep
from backend.services import demo, recovery

# Seconds that an idle connection stays open: longer than clients (5) and proxies (60) keep one for their next request,
# which would else be sent on a connection that is being closed.
KEEP_ALIVE = 75


class Command(BaseCommand):
    """The whole product in one process; in cluster mode, the web server alone."""

    help = "Run the server, with its workers inside when there is no Redis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-demo", action="store_true", help="do not import the demo dataset")

    def handle(self, *_: Any, **options: Any) -> None:
        """Serve until Ctrl+C."""
        with occupied.used():
            self._serve(options)

    def _serve(self, options: dict[str, Any]) -> None:
        # In one process there is one: what is in its memory is everybody's.
        processes = 1 if settings.KOUTU_EMBEDDED else settings.KOUTU_WEB_PROCESSES
        config = uvicorn.Config(
            "backend.asgi:application", host=options["host"], port=options["port"],
            workers=processes,
            log_level="warning", ws="websockets-sansio", ws_max_size=2**20,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=5, timeout_worker_healthcheck=30, server_header=False,
            proxy_headers=settings.KOUTU_PROXIED,
        )  # fmt: skip
        if not settings.KOUTU_EMBEDDED:
            recovery.requeue_unfinished(alone=False)
            with upkeep.kept():
                _until_stopped(config)
            return
        with serving.workers(settings.KOUTU_QUEUES), upkeep.kept():
            recovery.requeue_unfinished(alone=True)
            if not options["no_demo"]:
                demo.start_once()
            _until_stopped(config)


def _until_stopped(config: uvicorn.Config) -> None:
    """Ctrl+C is how a server ends, not an error: uvicorn raises it again once it has shut down.

    Open sockets are closed with 1012, which makes a page come back by itself.
    """
    # uvicorn raises the signal anew once its sockets are closed: the workers have clicks to end even then.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        if config.workers > 1:
            Multiprocess(config, sockets=[config.bind_socket()]).run()
        else:
            uvicorn.Server(config).run()
