"""The job `score`: all masks of a dataset that were not scored yet, or by another model."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Final

from django.db import transaction

import ml
import ml.quality
from backend.models import Dataset, Job, MaskRevision, User
from backend.models.jobs import JobState
from backend.services import jobs
from ml.quality import Usual
from reviewer.services import scoring
from reviewer.services.scoring import Verdict

KIND: Final = "score"
WORKERS: Final = 2  # numpy, OpenCV and the network leave the interpreter lock
WINDOW: Final = 6
TOGETHER: Final = 16  # masks written in one transaction


def start(dataset: Dataset, user: User | None, *, outdated: bool = False) -> Job | None:
    """Queue the job for the dataset; None when there is nothing to score or it waits already."""
    waiting = Job.objects.filter(kind=KIND, state=JobState.QUEUED, dataset=dataset)
    if waiting.exists() or not scoring.unscored(dataset, outdated=outdated).exists():
        return None
    return jobs.create(KIND, user=user, dataset=dataset, params={"outdated": outdated})


def start_everywhere() -> list[Job]:
    """Queue the job for every dataset with masks that nobody scored."""
    ids = scoring.unscored().values_list("mask__image__dataset", flat=True).distinct()
    started = [start(dataset, None) for dataset in Dataset.objects.filter(id__in=list(ids))]
    return [job for job in started if job is not None]


@jobs.handler(KIND, queue="batch")
def run(running: jobs.Running) -> None:
    """Score what is not scored; after a crash it goes on with what is left."""
    dataset = running.job.dataset
    if dataset is None:
        raise jobs.JobError("no_dataset", "Scoring needs a dataset.")
    try:
        ml.quality.judge()
    except ml.ModelError as error:
        raise jobs.JobError(error.code, error.message) from error
    outdated = bool(running.params.get("outdated"))
    waiting = scoring.unscored(dataset, outdated=outdated).order_by("id")
    running.total(waiting.count())
    failed = 0
    verdicts = _judged(waiting.iterator(chunk_size=200))
    while batch := list(islice(verdicts, TOGETHER)):
        with transaction.atomic():
            for revision, verdict in batch:
                scoring.keep(revision, verdict)
                failed += verdict.quality is None
        for revision, verdict in batch:
            if verdict.error:
                running.row(revision.mask.image.key, "warning", verdict.error, "Cannot be scored.")
        running.step(len(batch))
    running.report["scored"], running.report["unscorable"] = running.job.done - failed, failed


def _judged(revisions: Iterator[MaskRevision]) -> Iterator[tuple[MaskRevision, Verdict]]:
    """Each revision with its verdict, in order, computed by threads while earlier ones are written."""
    usual: dict[str, Usual | None] = {}
    waiting: deque[tuple[MaskRevision, Future[Verdict]]] = deque()
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="score") as pool:
        try:
            for revision in revisions:
                label = revision.mask.label
                if label not in usual:
                    usual[label] = scoring.usual(revision.mask)
                waiting.append((revision, pool.submit(scoring.judge, revision, usual[label])))
                if len(waiting) >= WINDOW:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
