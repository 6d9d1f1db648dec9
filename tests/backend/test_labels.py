"""Other names for labels: masks follow, images stay as they are, and what cannot be done changes nothing."""

import pytest

from backend.models import Dataset, Image, Job
from backend.services import datasets, masks
from tests.backend.conftest import api


@pytest.fixture(autouse=True)
def two(dataset: Dataset) -> None:
    """Two labels to choose from."""
    Dataset.objects.filter(id=dataset.id).update(labels=["product", "shadow"])
    dataset.refresh_from_db()


def test_a_label_that_is_renamed_keeps_its_masks_and_its_colour(
    admin, image: Image, dataset: Dataset
) -> None:
    client, path = api(admin), f"/api/v1/datasets/{dataset.id}"
    kept, gone = (masks.create(image, admin, label="shadow") for _ in range(2))
    masks.create(image, admin, label="product")
    masks.remove(gone, admin)
    client.patch(path, {"colours": {"shadow": "#102030"}}, format="json")
    image.refresh_from_db()
    answer = client.patch(path, {"renames": {"shadow": " shade "}}, format="json").json()
    assert answer["labels"] == ["product", "shade"] and answer["colours"] == {"shade": "#102030"}
    for mask in (kept, gone):
        mask.refresh_from_db()
        assert mask.label == "shade"
    assert [m["label"] for m in client.get(f"/api/v1/images/{image.id}/masks").json()["results"]] == [
        "shade", "product",
    ]  # fmt: skip
    found = client.get(f"/api/v1/images?dataset={dataset.id}&label=shade").json()["results"]
    assert [(i["id"], i["revision"]) for i in found] == [(image.id, image.revision)]
    entry = client.get("/api/v1/audit").json()["results"][0]
    assert entry["before"] == {"labels": ["product", "shadow"]}
    assert entry["after"] == {"labels": ["product", "shade"]}


def test_labels_can_swap_their_names(admin, image: Image, dataset: Dataset) -> None:
    first, second = (masks.create(image, admin, label=name) for name in dataset.labels)
    datasets.change(dataset, admin, {"renames": {"product": "shadow", "shadow": "product"}})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.label, second.label) == ("shadow", "product")
    assert Dataset.objects.get().labels == ["shadow", "product"]


@pytest.mark.parametrize(
    ("renames", "code"),
    [
        ({"sun": "moon"}, "unknown_label"),
        ({"shadow": "product"}, "invalid_labels"),
        ({"shadow": " "}, "invalid_labels"),
    ],
)
def test_a_name_that_cannot_be_given_changes_nothing(
    admin, image: Image, dataset: Dataset, renames: dict, code: str
) -> None:
    mask = masks.create(image, admin, label="shadow")
    body = {"renames": renames, "name": "other"}
    refused = api(admin).patch(f"/api/v1/datasets/{dataset.id}", body, format="json")
    assert refused.status_code == 400, refused.json()
    assert refused.json()["code"] in (code, "invalid")
    mask.refresh_from_db()
    dataset.refresh_from_db()
    assert (mask.label, dataset.labels, dataset.name) == ("shadow", ["product", "shadow"], "shoes")


def test_labels_are_not_renamed_under_an_import(admin, dataset: Dataset) -> None:
    job = Job.objects.create(kind="import", dataset=dataset, params={"dry_run": False})
    path, body = f"/api/v1/datasets/{dataset.id}", {"renames": {"shadow": "shade"}}
    refused = api(admin).patch(path, body, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "import_running")
    Job.objects.filter(id=job.id).update(params={"dry_run": True})
    assert api(admin).patch(path, body, format="json").status_code == 200
