"""The audit: everything that matters is in it, everybody reads what is theirs, nobody changes it."""

import csv
import io

import pytest
from django.db import DatabaseError, connection, transaction

from backend.models import AuditEntry, Dataset, Image
from backend.services import datasets, images, jobs
from tests.backend.conftest import api


def entries(user, **query: object) -> list[dict]:
    answer = api(user).get("/api/v1/audit", query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_it_says_who_changed_what_from_what_to_what(admin, dataset: Dataset) -> None:
    client = api(admin)
    client.patch(f"/api/v1/datasets/{dataset.id}", {"name": "boots"}, format="json",
                 HTTP_X_FORWARDED_FOR="6.6.6.6", REMOTE_ADDR="10.0.0.7")  # fmt: skip
    newest = entries(admin)[0]
    assert newest["actor"]["username"] == "admin" and newest["action"] == "dataset.change"
    assert newest["object"] == f"dataset:{dataset.id}" and newest["dataset"] == dataset.id
    assert (newest["before"], newest["after"]) == ({"name": "shoes"}, {"name": "boots"})
    assert newest["address"] == "10.0.0.7" and len(newest["request"]) == 32


def test_the_request_is_named_in_the_answer_too(admin, dataset: Dataset) -> None:
    answer = api(admin).patch(f"/api/v1/datasets/{dataset.id}", {"name": "b"}, format="json")
    assert entries(admin)[0]["request"] == answer.headers["X-Request-Id"]


def test_it_is_searched_by_everything_that_one_may_remember(admin, image: Image) -> None:
    images.mark(image, admin, flagged=True)
    images.trash(image, admin)
    assert {e["action"] for e in entries(admin, q="a/sho")} == {"image.mark", "image.trash"}
    assert [e["action"] for e in entries(admin, action="image.trash,none")] == ["image.trash"]
    assert len(entries(admin, object=f"image:{image.id}")) == 2
    assert len(entries(admin, actor="ADMIN", dataset=image.dataset_id)) == 3
    assert entries(admin, actor=admin.id + 1) == []
    assert entries(admin, until="2020-01-01T00:00:00Z") == []
    assert len(entries(admin, since="2020-01-01T00:00:00Z")) == AuditEntry.objects.count()
    for bad in ({"since": "yesterday"}, {"dataset": "x"}):
        assert api(admin).get("/api/v1/audit", bad).status_code == 400


def test_long_books_come_in_pages(admin, image: Image) -> None:
    for number in range(5):
        images.mark(image, admin, flagged=bool(number % 2))
    first = api(admin).get("/api/v1/audit?action=image.mark&limit=3").json()
    assert "image.mark" in first["actions"] and len(first["results"]) == 3
    second = api(admin).get(first["next"]).json()
    ids = [e["id"] for e in first["results"] + second["results"]]
    assert len(ids) == 5 and ids == sorted(ids, reverse=True)


def test_admins_of_datasets_read_of_theirs_others_nothing(admin, dataset, person) -> None:
    datasets.create(admin, "secret")
    manager = person("admin")
    assert {e["dataset"] for e in entries(manager)} == {dataset.id}
    for role in ("viewer", "annotator", "reviewer", "stranger"):
        for path in ("/api/v1/audit", "/api/v1/audit.csv"):
            answer = api(person(role, f"{role}{len(path)}")).get(path)
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_a_job_goes_by_the_name_of_its_dataset(admin, dataset: Dataset) -> None:
    jobs.create("export", user=admin, dataset=dataset)
    assert entries(admin)[0]["object_name"] == "shoes"
    jobs.create("collect", user=admin)
    assert entries(admin)[0]["object_name"] == ""


def test_the_table_is_safe_to_open(admin, dataset: Dataset) -> None:
    datasets.change(dataset, admin, {"name": "=cmd|' /C calc'!A0"})
    answer = api(admin).get("/api/v1/audit.csv?action=dataset.change")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["name"].startswith("'=") and row["actor"] == "admin"


def test_what_it_speaks_of_may_go_the_entry_stays(admin, dataset: Dataset) -> None:
    number = dataset.id
    datasets.remove(dataset, admin)
    acts = entries(admin, dataset=number)
    assert [(e["action"], e["object_name"]) for e in acts] == [
        ("dataset.remove", "shoes"), ("dataset.create", "shoes"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE backend_auditentry SET actor_name = 'nobody'",
        "UPDATE backend_auditentry SET actor_id = NULL",
        "DELETE FROM backend_auditentry",
    ],
)
def test_the_database_itself_keeps_it_as_it_is(dataset: Dataset, statement: str) -> None:
    before = list(AuditEntry.objects.values())
    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert list(AuditEntry.objects.values()) == before
