"""What an administrator and a monitoring program see of the running server."""

import logging
import uuid

import pytest

from annotator import interactions
from backend.models import Job, Mask
from backend.services import tokens
from tests.backend.conftest import api
from tests.backend.test_auth import with_key


def test_the_system_page_tells_queues_jobs_disk_and_model(admin, image) -> None:
    Job.objects.create(kind="export", state="failed", dataset=image.dataset)
    told = api(admin).get("/api/v1/system").json()
    assert {q["name"] for q in told["queues"]} == {"clicks", "score", "io", "batch"}
    assert told["jobs"]["failed"] == 1 and told["disk"]["blobs"] > 1000
    assert len(told["model"]["sha256"]) == 64 and told["checks"]["database"] == "ok"
    assert told["mode"] == "embedded"


def figure(text: str, start: str) -> float:
    (line,) = [line for line in text.splitlines() if line.startswith(start)]
    return float(line.rpartition(" ")[2])


def test_the_figures_count_clicks_by_part_and_what_was_refused(admin, image) -> None:
    key = tokens.issue(admin, "prometheus", scopes=[tokens.READ_ONLY])[1]
    mask = Mask.objects.create(image=image, label="product")
    done, refused = (
        f'koutu_interactions_total{{kind="brush",outcome="{outcome}"}}'
        for outcome in ("done", "stale_base")
    )
    total = 'koutu_interaction_seconds_count{kind="brush",part="total"}'
    before = with_key(key).get("/metrics").content.decode()
    body = {"op_id": str(uuid.uuid4()), "base": 0, "kind": "brush", "points": [[9, 9]],
            "radius": 3, "positive": True}  # fmt: skip
    interactions.perform(admin, mask.id, body)
    with pytest.raises(Exception, match="version"):
        interactions.perform(admin, mask.id, body | {"op_id": str(uuid.uuid4())})
    after = with_key(key).get("/metrics")
    assert after.headers["Content-Type"].startswith("text/plain")
    text = after.content.decode()
    for name in (done, total, refused):
        was = figure(before, name) if name in before else 0
        assert figure(text, name) == was + 1
    for name in ('koutu_queue_waiting{queue="clicks"}', 'koutu_jobs{state="failed"}',
                 'koutu_disk_bytes{what="free"}'):  # fmt: skip
        assert name in text
    assert 'koutu_request_seconds_count{method="GET",route="metrics",status="200"}' in text


def test_figures_are_for_administrators(person) -> None:
    assert api(None).get("/metrics").status_code == 401
    for path in ("/metrics", "/api/v1/system"):
        assert api(person("admin", f"a{len(path)}")).get(path).status_code == 403


def test_a_slow_click_is_logged_with_its_parts(admin, image, settings, caplog) -> None:
    settings.KOUTU_SLOW_CLICK_MS = -1
    mask = Mask.objects.create(image=image, label="product")
    op_id = str(uuid.uuid4())
    body = {"op_id": op_id, "base": 0, "kind": "brush", "points": [[9, 9]], "radius": 3,
            "positive": True}  # fmt: skip
    with caplog.at_level(logging.WARNING, "backend.measures"):
        interactions.perform(admin, mask.id, body)
    (record,) = [r for r in caplog.records if r.message.startswith("slow brush")]
    assert "database" in record.parts
