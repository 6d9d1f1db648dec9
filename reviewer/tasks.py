"""What a worker of the queue `score` does."""

import time

from celery import shared_task

from reviewer.services import scoring


@shared_task(name="reviewer.score")
def score(revision_id: int) -> None:
    """Score a revision once it has settled; one that was overtaken meanwhile is left to the task of its
    successor.
    """
    time.sleep(scoring.unsettled(revision_id))
    scoring.score_head(revision_id)
