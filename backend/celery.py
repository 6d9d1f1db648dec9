"""The Celery application: every prediction, import, export and scoring passes through it."""

import os
from contextlib import ExitStack
from typing import Any

from celery import Celery
from celery.app.amqp import AMQP
from celery.signals import before_task_publish, celeryd_after_setup, task_postrun, task_prerun
from django.db import connections
from kombu import Connection

from backend import context, precedence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")


class Broker(Connection):
    """A connection that looks every second whether its broker is back. By itself a worker waits longer each
    time, up to half a minute, and people would wait with it.
    """

    def ensure_connection(self, *words: Any, **options: Any) -> Any:
        """As kombu has it."""
        return super().ensure_connection(
            *words, **{"interval_start": 1, "interval_step": 0, **options}
        )


class Messages(AMQP):
    """Celery's messages over such a connection."""

    Connection = Broker


app = Celery("koutu", amqp=Messages)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["backend", "annotator", "reviewer"])
HEADER = "koutu_request"
_origins: dict[str, ExitStack] = {}


@celeryd_after_setup.connect
def give_way(instance: Any, **_: object) -> None:
    """A worker process that answers no clicks leaves the processor to those that do."""
    if precedence.AWAITED not in instance.app.amqp.queues.consume_from:
        precedence.give_way()


@task_prerun.connect
def keep_connections_fresh(**_: object) -> None:
    """A worker keeps its connection from task to task, and drops it only once it is broken."""
    for connection in connections.all(initialized_only=True):
        connection.close_at = None
        connection.close_if_unusable_or_obsolete()


@before_task_publish.connect
def send_origin(headers: dict[str, Any] | None = None, **_: object) -> None:
    """Let the task know which request it works for."""
    if headers is not None and (request := context.origin().request):
        headers[HEADER] = request


@task_prerun.connect
def take_origin(task_id: str, task: Any, **_: object) -> None:
    """Work in the name of that request."""
    request = getattr(task.request, HEADER, None) or (task.request.headers or {}).get(HEADER)
    if isinstance(request, str):
        _origins[task_id] = ExitStack()
        _origins[task_id].enter_context(context.within(request=request))


@task_postrun.connect
def drop_origin(task_id: str, **_: object) -> None:
    """The next task is another's."""
    if (stack := _origins.pop(task_id, None)) is not None:
        stack.close()
