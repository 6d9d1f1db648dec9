"""Background jobs: the row is the truth."""

import socket
import subprocess
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from backend import broker
from backend.celery import app
from backend.models import Job
from backend.services import jobs, recovery
from backend.services.jobs import JobError, Running
from tests.backend.conftest import api


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> dict[str, jobs.Handler]:
    """Handlers of this test only."""
    own: dict[str, jobs.Handler] = {}
    monkeypatch.setattr(jobs, "_handlers", own)
    return own


def make(kind: str, admin, dataset) -> Job:
    return Job.objects.create(kind=kind, user=admin, dataset=dataset)


def test_a_job_runs_once_and_reports(kinds, admin, dataset) -> None:
    runs = []

    def work(running: Running) -> None:
        runs.append(1)
        running.total(2)
        for name, status in (("a", "ok"), ("=cmd", "error")):
            running.row(name, status, "why", "because")
            running.step()

    kinds["work"] = work
    job = make("work", admin, dataset)
    jobs.run(job.id)
    jobs.run(job.id)
    body = api(admin).get(f"/api/v1/jobs/{job.id}").json()
    assert (len(runs), body["state"], body["done"], body["total"]) == (1, "done", 2, 2)
    assert (body["report"]["ok"], body["report"]["error"]) == (1, 1)
    table = api(admin).get(f"/api/v1/jobs/{job.id}/report.csv").content.decode("utf-8-sig")
    assert table.splitlines() == [
        "file,status,code,message", "a,ok,why,because", "'=cmd,error,why,because",
    ]  # fmt: skip


def test_a_failure_says_why_and_spares_the_worker(kinds, admin, dataset) -> None:
    def refuse(running: Running) -> None:
        raise JobError("no_zip", "This is no zip.")

    def crash(running: Running) -> None:
        raise ZeroDivisionError("secret detail")

    kinds |= {"refuse": refuse, "crash": crash}
    first, second = make("refuse", admin, dataset), make("crash", admin, dataset)
    for job in (first, second):
        jobs.run(job.id)
        job.refresh_from_db()
    assert (first.state, first.error) == (
        "failed", {"code": "no_zip", "message": "This is no zip."},
    )  # fmt: skip
    assert second.error["code"] == "internal" and "secret" not in str(second.error)


def test_a_job_that_lost_its_database_goes_on_when_that_is_back(kinds, admin, dataset) -> None:
    away = [OperationalError("the database system is shutting down")]

    def work(running: Running) -> None:
        if away:
            raise away.pop()

    kinds["work"] = work
    job = make("work", admin, dataset)
    jobs.run(job.id)
    job.refresh_from_db()
    assert (job.state, job.error) == ("running", None)
    Job.objects.filter(id=job.id).update(heartbeat=timezone.now() - recovery.LOST_AFTER)
    assert recovery.recover() == 1
    assert jobs.run_now(job).state == "done"


def test_a_running_job_stops_when_cancelled(kinds, admin, dataset, monkeypatch) -> None:
    monkeypatch.setattr(jobs, "SAVE_EVERY", 0)
    done = []

    def work(running: Running) -> None:
        for n in range(5):
            done.append(n)
            if n == 1:
                api(admin).delete(f"/api/v1/jobs/{running.job.id}")
            running.step()

    kinds["work"] = work
    job = make("work", admin, dataset)
    jobs.run(job.id)
    job.refresh_from_db()
    assert (job.state, done) == ("cancelled", [0, 1])


def test_a_queued_job_is_cancelled_at_once(kinds, admin, dataset) -> None:
    job = make("work", admin, dataset)
    assert api(admin).delete(f"/api/v1/jobs/{job.id}").json()["state"] == "cancelled"
    jobs.run(job.id)
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_start_queues_again_what_was_cut_off(kinds, admin, dataset) -> None:
    cut, over = make("work", admin, dataset), make("work", admin, dataset)
    Job.objects.filter(id=cut.id).update(state="running", heartbeat=timezone.now())
    Job.objects.filter(id=over.id).update(state="done")
    assert recovery.requeue_unfinished(alone=False) == 0
    Job.objects.filter(id=cut.id).update(heartbeat=timezone.now() - timedelta(seconds=61))
    assert recovery.requeue_unfinished(alone=False) == 1
    Job.objects.filter(id=cut.id).update(state="running", heartbeat=timezone.now())
    assert recovery.requeue_unfinished(alone=True) == 1
    assert [job.state for job in Job.objects.order_by("id")] == ["queued", "done"]


def test_a_start_leaves_a_job_to_the_process_that_is_at_it(kinds, admin, dataset) -> None:
    job = make("work", admin, dataset)
    with subprocess.Popen(["sleep", "60"]) as other:  # noqa: S607  # stands for a command line
        runner = f"{socket.gethostname()}:{other.pid}"
        Job.objects.filter(id=job.id).update(state="running", runner=runner)
        assert recovery.requeue_unfinished(alone=True) == 0
        other.kill()
    assert recovery.requeue_unfinished(alone=True) == 1


def test_only_members_cancel_and_only_their_own(kinds, admin, dataset, person) -> None:
    job = make("work", admin, dataset)
    path = f"/api/v1/jobs/{job.id}"
    assert api(person("annotator")).delete(path).status_code == 403
    assert api(person("stranger")).delete(path).status_code == 404
    job.refresh_from_db()
    assert job.state == "queued"


def lost(admin, dataset, attempts: int) -> Job:
    """A job whose worker was killed two minutes ago."""
    then = timezone.now() - timedelta(minutes=2)
    return Job.objects.create(
        kind="export", state="running", user=admin, dataset=dataset, heartbeat=then,
        started=then, attempts=attempts,
    )  # fmt: skip


def test_a_job_whose_worker_died_is_queued_again_and_in_the_end_given_up(admin, dataset) -> None:
    once, thrice = lost(admin, dataset, 1), lost(admin, dataset, 3)
    alive = lost(admin, dataset, 1)
    Job.objects.filter(id=alive.id).update(heartbeat=timezone.now())
    assert recovery.recover() == 2
    states = dict(Job.objects.values_list("id", "state"))
    assert states == {once.id: "queued", thrice.id: "failed", alive.id: "running"}
    assert Job.objects.get(id=thrice.id).error["code"] == "lost"
    assert recovery.recover() == 0


def test_a_job_that_still_beats_is_not_lost_when_the_clock_is_set(admin, dataset) -> None:
    dead, alive, ahead = (lost(admin, dataset, 1) for _ in range(3))
    later = timezone.now() + timedelta(hours=2)
    Job.objects.filter(id=ahead.id).update(heartbeat=later)
    patient, hasty = recovery.Watch(), recovery.Watch(apart=0.0)
    hasty.lost()
    assert patient.lost() == patient.lost() == []
    Job.objects.filter(id=alive.id).update(heartbeat=timezone.now())
    found = hasty.lost()
    assert sorted(found) == [dead.id, ahead.id]
    assert recovery.recover(found) == 2
    states = dict(Job.objects.values_list("id", "state"))
    assert states == {dead.id: "queued", ahead.id: "queued", alive.id: "running"}


def test_a_job_that_the_broker_forgot_is_queued_again(kinds, admin, dataset) -> None:
    kinds["work"] = lambda running: None
    job = make("work", admin, dataset)
    app.control.purge()
    patient, hasty = recovery.Watch(), recovery.Watch(apart=0.0)
    assert patient.forgotten() == patient.forgotten() == hasty.forgotten() == []
    assert hasty.forgotten() == [job.id]
    recovery.remind([job.id])
    assert broker.waiting(["io"]) == {"io": 1}
    assert hasty.forgotten() == hasty.forgotten() == []
    jobs.run(job.id)
    app.control.purge()
    assert hasty.forgotten() == hasty.forgotten() == []


def test_a_failed_job_is_repeated_by_who_may(admin, dataset, person) -> None:
    job = lost(admin, dataset, 3)
    path = f"/api/v1/jobs/{job.id}/retry"
    assert api(admin).post(path).json()["code"] == "job_state"
    recovery.recover()
    assert api(person("reviewer")).post(path).status_code == 403
    assert api(admin).post(path).json()["state"] == "queued"
    done = jobs.run_now(Job.objects.get(id=job.id))
    assert (done.state, done.attempts, done.error) == ("done", 1, None)


def test_an_import_whose_upload_is_gone_says_so(admin, dataset, tmp_path) -> None:
    params = {"file": str(tmp_path / "gone")}
    job = Job.objects.create(kind="import", state="failed", user=admin, dataset=dataset,
                             params=params)  # fmt: skip
    answer = api(admin).post(f"/api/v1/jobs/{job.id}/retry")
    assert (answer.status_code, answer.json()["code"]) == (409, "upload_gone")
