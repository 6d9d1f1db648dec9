"""The models that a dataset can have, as programs and pages read them."""

import pytest

from backend.models import Dataset, User
from backend.services import networks
from ml.inference import registry
from tests.backend.conftest import api

pytestmark = pytest.mark.django_db


def test_every_model_of_the_manifest_is_offered_and_can_be_set(
    admin: User, dataset: Dataset
) -> None:
    client = api(admin)
    offered = client.get("/api/v1/models").json()["results"]
    assert [model["name"] for model in offered] == registry.names()
    assert [model["name"] for model in offered if model["default"]] == [registry.default()]
    for model in offered:
        assert model["size"] in model["sizes"]
        for size in model["sizes"]:
            wish = {"settings": {"model": f"{model['name']}@{size}"}}
            answer = client.patch(f"/api/v1/datasets/{dataset.id}", wish, format="json")
            assert answer.status_code == 200, answer.json()
            assert answer.json()["settings"] == wish["settings"]


def test_a_setting_is_changed_without_the_others(admin: User, dataset: Dataset) -> None:
    client, path = api(admin), f"/api/v1/datasets/{dataset.id}"

    def changed(**settings: object) -> dict[str, object]:
        answer = client.patch(path, {"settings": settings}, format="json")
        assert answer.status_code == 200, answer.json()
        held: dict[str, object] = client.get(path).json()["settings"]
        assert answer.json()["settings"] == held
        return held

    name = registry.default()
    assert changed(model=name, no_overlap=None) == {"model": name}
    assert changed(no_overlap=True) == {"model": name, "no_overlap": True}
    assert changed() == {"model": name, "no_overlap": True}
    assert changed(model=None) == {"no_overlap": True}


def test_what_a_new_dataset_gets_is_marked(admin: User, settings: object) -> None:
    name = f"{registry.names()[-1]}@192"
    settings.KOUTU_MODEL = name  # type: ignore[attr-defined]
    networks.chosen.cache_clear()
    try:
        offered = api(admin).get("/api/v1/models").json()["results"]
    finally:
        networks.chosen.cache_clear()
    marked = [f"{model['name']}@{model['automatic']}" for model in offered if model["automatic"]]
    assert marked == [name]
