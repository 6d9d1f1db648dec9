"""The Celery application: every prediction, import, export and scoring passes through it."""

import os

from celery import Celery
from celery.signals import task_prerun
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

app = Celery("koutu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["backend", "annotator"])


@task_prerun.connect
def keep_connections_fresh(**_: object) -> None:
    """A worker keeps its connection from task to task, and drops it only once it is broken."""
    for connection in connections.all(initialized_only=True):
        connection.close_at = None
        connection.close_if_unusable_or_obsolete()
