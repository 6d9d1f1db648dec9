"""Lists of images: filters, order, pages, ids; marks, trash, submission."""

import uuid

import numpy as np
import pytest
from django.db import connection

from backend.models import Dataset, Image, Lease
from backend.services import images, leases, masks
from tests import pictures
from tests.backend.conftest import api

KEYS = [f"k{n:02}" for n in range(23)]


@pytest.fixture
def many(dataset: Dataset) -> list[Image]:
    """23 images; most of them share a score with others."""
    rows = [
        Image(dataset=dataset, key=key, sha256="0" * 64, extension="png", working="0" * 64,
              working_extension="png", width=4, height=3, score_order=[-1, 0.5, 0.5, 0.9][n % 4],
              edit_order=[2, 0.1, 0.8, 0.8][n % 4])
        for n, key in enumerate(KEYS)
    ]  # fmt: skip
    return Image.objects.bulk_create(rows)


def pages(client, path: str, link: str = "next") -> list[list[str]]:
    found = []
    while path:
        body = client.get(path).json()
        found.append([row["key"] for row in body["results"]])
        path = body[link]
        assert path is None or path.startswith("http://testserver/api/v1/")
    return found


@pytest.mark.parametrize(
    "ordering",
    ["key", "-key", "score", "-score", "edit", "-edit", "changed", "-changed", "id"],
)
def test_pages_show_each_image_once_in_order(admin, many, ordering: str) -> None:
    found = pages(api(admin), f"/api/v1/images?ordering={ordering}&limit=5")
    assert [len(page) for page in found] == [5, 5, 5, 5, 3]
    flat = [key for page in found for key in page]
    assert sorted(flat) == KEYS
    for name in ("score", "edit"):
        order = {image.key: (getattr(image, f"{name}_order"), image.id) for image in many}
        if name in ordering:
            assert flat == sorted(KEYS, key=order.__getitem__, reverse=ordering[0] == "-")
    if "key" in ordering:
        assert flat == sorted(KEYS, reverse=ordering[0] == "-")


def test_previous_leads_back_the_same_way(admin, many) -> None:
    client = api(admin)
    body = client.get("/api/v1/images?ordering=score&limit=9").json()
    first = [row["key"] for row in body["results"]]
    second = client.get(body["next"]).json()
    back = client.get(second["previous"]).json()
    assert [row["key"] for row in back["results"]] == first
    assert body["previous"] is None and back["previous"] is None and back["next"] is not None


def test_pages_stay_in_step_when_rows_go_away(admin, many) -> None:
    client = api(admin)
    body = client.get("/api/v1/images?limit=10").json()
    Image.objects.filter(key__in=KEYS[:5]).delete()
    assert [row["key"] for row in client.get(body["next"]).json()["results"]] == KEYS[10:20]


def test_ids_come_packed_in_the_same_order(admin, many) -> None:
    packed = api(admin).get("/api/v1/images/ids?ordering=-key").content
    ids = np.frombuffer(packed, "<u4").tolist()
    assert ids == [image.id for image in reversed(many)]


def test_filters_narrow_the_list(admin, many, image) -> None:
    masks.import_revision(image, "shadow", pictures.ellipse(), admin)
    Image.objects.filter(key="k03").update(
        flagged=True, state="rejected", score=0.25, score_order=0.25
    )

    def keys(query: str) -> list[str]:
        return [r["key"] for r in api(admin).get(f"/api/v1/images?{query}").json()["results"]]

    assert (
        keys("flagged=true") == keys("state=rejected,accepted") == keys("score_lt=0.5") == ["k03"]
    )
    assert keys("label=shadow") == keys("has_mask=true") == keys("author=admin") == ["a/shoe"]
    assert keys("q=SHOE") == ["a/shoe"]
    assert keys("score_gte=0.3") == keys(f"dataset={image.dataset_id + 1}") == []


def test_the_trash_hides_and_gives_back(admin, image) -> None:
    client = api(admin)
    assert client.delete(f"/api/v1/images/{image.id}").status_code == 204
    assert client.get(f"/api/v1/images/{image.id}").status_code == 404
    assert client.get("/api/v1/images").json()["results"] == []
    assert client.post(f"/api/v1/images/{image.id}/restore").status_code == 200
    assert client.get(f"/api/v1/images/{image.id}").json()["key"] == "a/shoe"


def test_submitting_happens_once_for_an_op_id(admin, image) -> None:
    client, path = api(admin), f"/api/v1/images/{image.id}/submit"
    body = {"op_id": str(uuid.uuid4())}
    empty = client.post(path, body, format="json")
    assert (empty.status_code, empty.json()["code"]) == (409, "no_mask")
    masks.import_revision(image, "product", pictures.ellipse(), admin)
    leases.claim(image, admin)
    first = client.post(path, body, format="json")
    assert (first.status_code, first.json()["state"]) == (200, "submitted")
    assert first.json()["submitter"]["username"] == "admin"
    assert not Lease.objects.exists()
    assert client.post(path, body, format="json").json()["state"] == "submitted"
    other = client.post(path, {"op_id": str(uuid.uuid4())}, format="json")
    assert (other.status_code, other.json()["code"]) == (409, "image_state")
    reused = client.post(path, body | {"note": 1}, format="json")
    assert (reused.status_code, reused.json()["code"]) == (409, "op_id_reused")


def test_skipping_is_a_mark(admin, image) -> None:
    answer = api(admin).post(f"/api/v1/images/{image.id}/skip").json()
    assert (answer["skipped"], answer["state"]) == (True, "new")


def test_cards_cost_the_same_for_one_dataset_or_many(
    admin, image, django_assert_max_num_queries
) -> None:
    from backend.services import datasets

    for n in range(6):
        pictures.stored(datasets.create(admin, f"d{n}"), "x")
    with django_assert_max_num_queries(10):
        rows = api(admin).get("/api/v1/datasets").json()["results"]
    assert len(rows) == 7
    card = next(row for row in rows if row["name"] == "shoes")
    assert card["counts"] == {
        "total": 1, "new": 1, "in_progress": 0, "submitted": 0, "accepted": 0, "rejected": 0,
    }  # fmt: skip
    assert card["masked"]["total"] == 0
    assert card["cover"] == [{"id": image.id, "revision": 0}]
    assert card["changed"] >= image.changed.isoformat().replace("+00:00", "Z")
    assert (card["role"], card["members"][0]["username"]) == ("admin", "admin")


def test_work_on_an_image_brings_its_dataset_to_the_front(admin, image) -> None:
    from backend.services import datasets

    datasets.create(admin, "newer")
    client = api(admin)

    def names() -> list[str]:
        return [row["name"] for row in client.get("/api/v1/datasets").json()["results"]]

    assert names() == ["newer", "shoes"]
    client.post(f"/api/v1/images/{image.id}/skip")
    assert names() == ["shoes", "newer"]


def test_labels_can_have_colours(admin, image, dataset) -> None:
    client, path = api(admin), f"/api/v1/datasets/{dataset.id}"
    assert client.get(path).json()["colours"] == {}
    chosen = {"shadow": "#102030"}
    assert client.patch(path, {"colours": chosen}, format="json").json()["colours"] == chosen
    assert client.get(f"/api/v1/images/{image.id}").json()["colours"] == chosen
    for wrong in ({"shadow": "red"}, {"shadow": "#10203"}, {"shadow": 5}, {"sun": "#102030"}):
        refused = client.patch(path, {"colours": wrong}, format="json")
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid_colours")
    assert client.get(path).json()["colours"] == chosen
    # A label that goes away takes its colour with it.
    client.patch(path, {"labels": ["product"]}, format="json")
    assert client.get(path).json()["colours"] == {}


@pytest.mark.parametrize("value", ["yes", 1, []])
def test_whether_objects_are_kept_apart_is_yes_or_no(admin, dataset, value) -> None:
    body = {"settings": {"no_overlap": value}}
    refused = api(admin).patch(f"/api/v1/datasets/{dataset.id}", body, format="json")
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_settings")


def test_images_with_a_reason_are_found_by_the_index_of_that_reason(
    admin, dataset: Dataset, many: list[Image]
) -> None:
    Image.objects.filter(key__in=KEYS[:3]).update(reason_names="|cut|hole|")
    Image.objects.filter(key=KEYS[3]).update(reason_names="|cutting|")
    path = f"/api/v1/images?dataset={dataset.id}&reason="
    assert pages(api(admin), path + "cut") == [KEYS[:3]]
    assert pages(api(admin), path + "hole") == [KEYS[:3]]
    assert pages(api(admin), path + "c_t") == [[]]
    for wrong in ("%", "cut|hole", "' OR 1=1 --", "çut"):
        answer = api(admin).get("/api/v1/images", {"dataset": dataset.id, "reason": wrong})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_filter")
    worst = images.queryset(dataset, {"reason": "cut"}).order_by("score_order", "id")
    # A database with 23 rows reads all of them when it has the choice.
    assert connection.vendor != "sqlite" or "images_cut" in worst.explain()
