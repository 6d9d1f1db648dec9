"""Jobs that nobody does any more: their worker died, or the queue forgot them. Found, queued again, given up."""

import logging
import time
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from backend import broker, runners
from backend.models import Job
from backend.models.jobs import JobState
from backend.services import jobs
from backend.signals import jobs_resumed

log = logging.getLogger(__name__)
LOST_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 3


def requeue_unfinished(*, alone: bool) -> int:
    """Put unfinished jobs back in the queue; answers how many.

    `alone`: all processes that run jobs are on this host, so each job that is `running` was cut off
    unless its process lives (a command line may be at work). Otherwise only those whose heartbeat
    stopped are taken for lost.
    """
    lost = Q(state=JobState.RUNNING)
    if alone:
        running = Job.objects.filter(lost).values_list("id", "runner")
        lost &= Q(id__in=[job_id for job_id, runner in running if not runners.lives(runner)])
    else:
        lost = _silent()
    Job.objects.filter(lost).update(state=JobState.QUEUED)
    waiting = _queued()
    for job_id, kind in waiting.items():
        jobs.enqueue(job_id, kind)
    jobs_resumed.send(sender=Job)
    return len(waiting)


class Watch:
    """What is lost by two looks, more than a beat apart: one look may see what another process is about
    to do, or a heartbeat that is old only because the clock was set.
    """

    def __init__(self, apart: float = 1.5 * jobs.BEAT_EVERY) -> None:
        self._apart = apart
        self._seen: dict[int, tuple[datetime | None, float]] = {}
        self._waited: dict[int, float] = {}

    def lost(self) -> list[int]:
        """Look, now and again, for running jobs whose worker died: one that lives beats meanwhile."""
        now = time.monotonic()
        silent = dict(Job.objects.filter(_silent()).values_list("id", "heartbeat"))
        before, self._seen = self._seen, {}
        for job_id, heartbeat in silent.items():
            known, since = before.get(job_id, (heartbeat, now))
            self._seen[job_id] = (heartbeat, since if known == heartbeat else now)
        return [job_id for job_id, (_, since) in self._seen.items() if now - since > self._apart]

    def forgotten(self) -> list[int]:
        """Look, now and again, for queued jobs whose queue is empty: the broker forgets when it restarts.

        One that a worker has already taken out of the queue may be among them. Raises one of
        `errors.BROKER_AWAY`.
        """
        now = time.monotonic()
        queued = _queued()
        queues = {job_id: jobs.queue_of(kind) for job_id, kind in queued.items()}
        left = broker.waiting(set(queues.values()))
        before, self._waited = self._waited, {}
        for job_id, queue in queues.items():
            if not left[queue]:
                self._waited[job_id] = before.get(job_id, now)
        found = [job_id for job_id, since in self._waited.items() if now - since > self._apart]
        for job_id in found:
            del self._waited[job_id]
        return found


def remind(among: Collection[int]) -> None:
    """Queue those of these jobs again that still are to be done; whoever comes second finds nothing to do."""
    for job_id, kind in _queued().items():
        if job_id in among:
            log.warning("job %s was forgotten by the queue and is queued again", job_id)
            jobs.enqueue(job_id, kind)


def recover(among: Collection[int] | None = None) -> int:
    """Look after jobs whose worker died (`among` these): each is queued again, and after three times
    failed as `lost`.

    Answers how many. Safe to call from several processes.
    """
    gone = _silent() if among is None else _silent() & Q(id__in=among)
    lost = {"code": "lost", "message": "The process that did this ended; it can be repeated."}
    given_up = list(Job.objects.filter(gone, attempts__gte=MOST_ATTEMPTS))
    for job in given_up:
        ended: Mapping[str, Any] = {
            "state": JobState.FAILED, "error": lost, "finished": timezone.now()
        }  # fmt: skip
        if Job.objects.filter(gone, id=job.id).update(**ended):
            job.refresh_from_db()
            jobs.announce(job)
    again = list(Job.objects.filter(gone).values_list("id", "kind"))
    for job_id, kind in again:
        if Job.objects.filter(gone, id=job_id).update(state=JobState.QUEUED):
            log.warning("job %s lost its worker and is queued again", job_id)
            jobs.enqueue(job_id, kind)
    return len(given_up) + len(again)


def _queued() -> dict[int, str]:
    """The kinds of the jobs that are to be done, by id, the oldest first."""
    waiting = Job.objects.filter(state=JobState.QUEUED).order_by("id")
    return dict(waiting.values_list("id", "kind"))


def _silent() -> Q:
    """Running jobs without a heartbeat of the last minute; one far ahead is of a clock set back since."""
    now = timezone.now()
    old, ahead = Q(heartbeat__lt=now - LOST_AFTER), Q(heartbeat__gt=now + LOST_AFTER)
    return Q(state=JobState.RUNNING) & (old | ahead)
