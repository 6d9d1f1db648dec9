"""Leases: advice to people that ends by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.errors import Refused
from backend.models import Image, Lease
from backend.services import leases
from tests.backend.conftest import api


@pytest.fixture
def ann(person):
    return person("annotator", "ann")


@pytest.fixture
def bob(person):
    return person("annotator", "bob")


def age(seconds: int) -> None:
    """Let the lease have been renewed so long ago."""
    then = timezone.now() - timedelta(seconds=seconds)
    Lease.objects.update(renewed=then, expires=then + leases.LASTS)


def take(user, image: Image, **body):
    return api(user).put(f"/api/v1/images/{image.id}/lease", body, format="json")


def test_a_lease_keeps_others_out_and_names_its_holder(image, ann, bob) -> None:
    assert take(ann, image).json()["mine"] is True
    refused = take(bob, image)
    assert (refused.status_code, refused.json()["code"]) == (423, "lease_held")
    assert refused.json()["holder"]["username"] == "ann"
    assert api(bob).get(f"/api/v1/images/{image.id}").json()["lease"]["username"] == "ann"


def test_it_ends_by_itself(image, ann, bob) -> None:
    take(ann, image)
    age(91)
    assert take(bob, image).status_code == 200
    assert Lease.objects.get().user == bob


def test_it_is_renewed(image, ann) -> None:
    take(ann, image)
    age(60)
    take(ann, image)
    assert Lease.objects.get().expires > timezone.now() + timedelta(seconds=80)


def test_an_annotator_takes_over_from_the_silent_only(image, ann, bob) -> None:
    take(ann, image)
    assert take(bob, image, take_over=True).status_code == 423
    age(31)
    assert take(bob, image).status_code == 423
    assert take(bob, image, take_over=True).status_code == 200


def test_a_reviewer_takes_over_at_once(image, ann, person) -> None:
    take(ann, image)
    assert take(person("reviewer"), image, take_over=True).status_code == 200
    with pytest.raises(Refused, match="the-reviewer is working"):
        leases.claim(image, ann)


def test_giving_back_frees_only_ones_own(image, ann, bob) -> None:
    take(ann, image)
    path = f"/api/v1/images/{image.id}/lease"
    assert api(bob).delete(path).status_code == 204
    assert Lease.objects.get().user == ann
    assert api(ann).delete(path).status_code == 204
    assert take(bob, image).status_code == 200


def test_a_held_image_is_not_changed_by_others(image, ann, bob) -> None:
    mask = api(ann).post(f"/api/v1/images/{image.id}/masks", {}, format="json").json()
    take(ann, image)
    answer = api(bob).put(
        f"/api/v1/masks/{mask['id']}",
        {"rle": {"size": [120, 160], "counts": [0, 120 * 160]}},
        format="json", HTTP_IF_MATCH='"v0"',
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (423, "lease_held")
    assert api(ann).get(f"/api/v1/masks/{mask['id']}").json()["version"] == 0
