"""What the reviewer does when something happened: a new revision, an import that ended, a start."""

import logging
from typing import Any

from django.dispatch import receiver

from backend.errors import BROKER_AWAY
from backend.models import Job, MaskRevision
from backend.signals import job_ended, jobs_resumed, revision_created
from reviewer import bulk, tasks

log = logging.getLogger(__name__)


@receiver(revision_created)
def score_it(revision: MaskRevision, **_: Any) -> None:
    """Have a new revision scored; those of an import wait for the import to end."""
    if revision.kind == "import":
        return
    try:
        tasks.score.delay(revision.id)
    except BROKER_AWAY as error:  # the work is saved; its score comes with the next start
        log.warning("revision %s was not queued for scoring: %s", revision.id, error)


@receiver(job_ended)
def score_what_came(job: Job, **_: Any) -> None:
    """Have the masks scored that an import brought, also one that was cancelled half way."""
    if job.kind == "import" and job.dataset is not None:
        bulk.start(job.dataset, job.user)


@receiver(jobs_resumed)
def score_what_was_left(**_: Any) -> None:
    """Have masks scored whose turn was lost when the last server stopped."""
    bulk.start_everywhere()
