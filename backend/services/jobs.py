"""Background jobs: who asks creates a row, a worker runs the handler of its kind.

    @jobs.handler("import")
    def run(running: jobs.Running) -> None:
        running.total(len(files))
        for file in files:
            running.row(file, "ok")
            running.step()

A handler must be idempotent: after a crash it is run again from its beginning.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from celery import current_app
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from backend import realtime, runners
from backend.errors import AWAY, BROKER_AWAY, Refused
from backend.models import Dataset, Job, User
from backend.models.jobs import JobState
from backend.services import audit
from backend.signals import job_ended

log = logging.getLogger(__name__)
FINAL = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
SAVE_EVERY = 0.5
BEAT_EVERY = 15.0


class JobError(Exception):
    """Raised by a handler: the job as a whole cannot be done, and this is why."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


class Cancelled(Exception):
    """Raised inside a handler when somebody cancelled its job."""


class Running:
    """What a handler has of its job: parameters in, progress and report out."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.params: dict[str, Any] = job.params
        self.report: dict[str, Any] = {"rows": []}
        self._saved = 0.0

    def total(self, total: int) -> None:
        """How many steps there will be."""
        self.job.total = total
        self._save()

    def step(self, count: int = 1) -> None:
        """`count` more steps are done. Raises Cancelled when the job is to stop."""
        self.job.done += count
        if time.monotonic() - self._saved >= SAVE_EVERY:
            self._save()

    def row(self, file: str, status: str, code: str = "", message: str = "") -> None:
        """A line of the report; `status` is ok, warning, error or skipped."""
        self.report["rows"].append(
            {"file": file, "status": status, "code": code, "message": message}
        )
        self.report[status] = self.report.get(status, 0) + 1

    def _save(self) -> None:
        self._saved = time.monotonic()
        self.job.heartbeat = timezone.now()
        self.job.save(update_fields=["done", "total", "heartbeat"])
        if Job.objects.filter(id=self.job.id, cancel=True).exists():
            raise Cancelled
        announce(self.job)


Handler = Callable[[Running], None]
_handlers: dict[str, Handler] = {}
_queues: dict[str, str] = {}


def handler(kind: str, queue: str = "io") -> Callable[[Handler], Handler]:
    """Register the decorated function as what runs jobs of this kind, on workers of that queue."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        _queues[kind] = queue
        return function

    return register


def create(
    kind: str,
    *,
    user: User | None,
    dataset: Dataset | None = None,
    params: dict[str, Any] | None = None,
) -> Job:
    """A new job, queued; it goes to a worker once the surrounding transaction is committed."""
    with transaction.atomic():
        job = Job.objects.create(kind=kind, user=user, dataset=dataset, params=params or {})
        if user is not None:
            asked = {k: v for k, v in job.params.items() if k not in ("file", "path")}
            audit.write(user, f"job.{kind}", job, after=asked)
    transaction.on_commit(lambda: _first(job))
    return job


def run(job_id: int) -> None:
    """Run a queued job to its end; does nothing when another worker has it or it is over."""
    now = timezone.now()
    taken = Job.objects.filter(id=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, started=now, heartbeat=now, done=0, total=0,
        attempts=F("attempts") + 1, runner=runners.own(),
    )  # fmt: skip
    if not taken:
        return
    job = Job.objects.get(id=job_id)
    with _beating(job.id):
        _run(job)


def _run(job: Job) -> None:
    running = Running(job)
    try:
        if job.kind not in _handlers:
            raise JobError("unknown_job", f"Nothing here can run a job of the kind {job.kind}.")
        _handlers[job.kind](running)
    except Cancelled:
        _end(running, JobState.CANCELLED)
    except JobError as error:
        _end(running, JobState.FAILED, {"code": error.code, "message": error.detail})
    except Refused as error:
        _end(running, JobState.FAILED, {"code": error.code, "message": error.detail})
    except AWAY as error:
        # Nothing can be written now. Without a heartbeat it is found, and queued again.
        log.error("job %s (%s) is left: a part of the server is away: %s", job.id, job.kind, error)
    except Exception:  # a job's failure must not end its worker  # noqa: BLE001
        log.exception("job %s (%s) failed", job.id, job.kind)
        _end(running, JobState.FAILED, {"code": "internal", "message": "The server made an error."})
    else:
        _end(running, JobState.DONE)


def run_now(job: Job) -> Job:
    """Run a job of this process here and now (command line); answers it as it ended."""
    run(job.id)
    job.refresh_from_db()
    return job


def cancel(job: Job) -> Job:
    """Ask a job to stop. A queued one is over at once; one that is over stays as it is."""
    stopped = Job.objects.filter(id=job.id, state=JobState.QUEUED).update(
        state=JobState.CANCELLED, finished=timezone.now(), cancel=True
    )
    if not stopped:
        Job.objects.filter(id=job.id, state=JobState.RUNNING).update(cancel=True)
    job.refresh_from_db()
    announce(job)
    return job


def retry(job: Job, user: User) -> Job:
    """Queue a job anew that failed or was cancelled. Raises Refused `job_state`, `upload_gone`."""
    file = job.params.get("file")
    if file and not Path(file).is_file():
        raise Refused("upload_gone", "The uploaded file is gone; send it again.", status=409)
    with transaction.atomic():
        taken = Job.objects.filter(id=job.id, state__in=[JobState.FAILED, JobState.CANCELLED])
        anew: dict[str, Any] = {
            "state": JobState.QUEUED,
            "error": None,
            "report": {},
            "cancel": False,
        }
        if not taken.update(**anew, attempts=0, done=0, total=0, finished=None):
            raise Refused("job_state", f"The job is {job.state}.", status=409, state=str(job.state))
        audit.write(user, "job.retry", job)
        transaction.on_commit(lambda: _first(job))
    job.refresh_from_db()
    announce(job)
    return job


def announce(job: Job) -> None:
    """Tell whoever watches the job's dataset how far it is."""
    if job.dataset_id is not None:
        realtime.publish(
            f"dataset.{job.dataset_id}",
            {
                "type": "job",
                "id": job.id,
                "kind": job.kind,
                "state": job.state,
                "done": job.done,
                "total": job.total,
            },
        )


@contextmanager
def _beating(job_id: int) -> Iterator[None]:
    """Keep the job's heartbeat while the block runs, also through a long step."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_EVERY):
            try:
                Job.objects.filter(id=job_id).update(heartbeat=timezone.now())
            except DatabaseError as error:
                log.warning("job %s missed a heartbeat: %s", job_id, error)
            finally:
                connection.close()

    beater = threading.Thread(target=beat, name=f"job-{job_id}", daemon=True)
    beater.start()
    try:
        yield
    finally:
        over.set()


def queue_of(kind: str) -> str:
    """The queue whose workers run jobs of this kind."""
    return _queues.get(kind, "io")


def enqueue(job_id: int, kind: str) -> bool:
    """Hand a queued job to the workers; False when the broker is away."""
    try:
        # By name: the task calls this module, and this module must not need the task.
        current_app.send_task("backend.run_job", [job_id], queue=queue_of(kind))
    except BROKER_AWAY as error:
        log.error("job %s could not be queued: %s", job_id, error)
        return False
    return True


def _first(job: Job) -> None:
    """Who asks for a job is told at once when the broker is away."""
    if not enqueue(job.id, job.kind):
        Job.objects.filter(id=job.id).update(
            state=JobState.FAILED,
            finished=timezone.now(),
            error={"code": "broker_unreachable", "message": "The queue could not be reached."},
        )


def _end(running: Running, state: JobState, error: dict[str, str] | None = None) -> None:
    job = running.job
    job.state, job.error, job.report = state, error, running.report
    job.finished = job.heartbeat = timezone.now()
    job.save(update_fields=["state", "error", "report", "done", "total", "finished", "heartbeat"])
    announce(job)
    job_ended.send(sender=Job, job=job)
