"""A job followed on the command line: a line that counts, Ctrl+C that cancels, an exit code."""

import threading
from typing import TextIO

from django.core.management.base import CommandError
from django.db import connection

from backend.models import Dataset, Job, User
from backend.models.jobs import JobState
from backend.services import jobs

LOOK_EVERY = 0.5


def dataset_named(name: str) -> Dataset | None:
    """The one dataset of this name. Raises CommandError when there are several."""
    found = list(Dataset.objects.filter(name=name)[:2])
    if len(found) > 1:
        raise CommandError(f"Several datasets are called {name!r}; rename one of them.")
    return found[0] if found else None


def administrator() -> User:
    """In whose name the command line acts. Raises CommandError when there is none."""
    user = User.objects.filter(is_superuser=True, is_active=True).order_by("id").first()
    if user is None:
        raise CommandError("There is no administrator yet: start the server once (make run).")
    return user


def follow(job: Job, out: TextIO) -> Job:
    """Run the job here, show how far it is, answer it as it ended."""
    over = threading.Event()
    teller = threading.Thread(target=_tell, args=(job.id, out, over), daemon=True)
    teller.start()
    try:
        job = jobs.run_now(job)
        while job.state not in jobs.FINAL:  # a worker elsewhere was quicker to take it
            over.wait(LOOK_EVERY)
            job.refresh_from_db()
    except KeyboardInterrupt:
        jobs.cancel(job)
        raise CommandError("Cancelled.", returncode=130) from None
    finally:
        over.set()
        teller.join()
    if job.state != JobState.DONE:
        error = job.error or {}
        code = f" [{error['code']}]" if error.get("code") else ""
        raise CommandError(f"{job.kind} {job.state}. {error.get('message', '')}{code}".strip())
    return job


def _tell(job_id: int, out: TextIO, over: threading.Event) -> None:
    try:
        while not over.wait(LOOK_EVERY):
            row = Job.objects.filter(id=job_id).values_list("done", "total").first()
            if row and row[1] and out.isatty():
                out.write(f"\r{row[0]} of {row[1]}")
                out.flush()
    finally:
        connection.close()
        if out.isatty():
            out.write("\r" + " " * 40 + "\r")
