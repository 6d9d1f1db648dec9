"""Celery tasks of the backend."""

from celery import shared_task

from backend.services import jobs


@shared_task(name="backend.run_job")
def run_job(job_id: int) -> None:
    """Run one background job."""
    jobs.run(job_id)
