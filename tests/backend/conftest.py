"""People of every role, and a browser for each."""

from collections.abc import Callable

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from rest_framework.test import APIClient

from backend.models import ApiToken, Dataset, Image, Job, Mask, Membership, User
from backend.services import users
from tests.conftest import PASSWORD

ROLES = ("viewer", "annotator", "reviewer", "admin")


def api(user: User | None) -> APIClient:
    """A client that is logged in as this person (CSRF aside)."""
    client = APIClient()
    if user is not None:
        client.force_authenticate(user)
    return client


@pytest.fixture
def person(dataset: Dataset) -> Callable[[str], User]:
    """Makes a person with a role in the dataset; `stranger` is no member."""

    def make(role: str, name: str = "") -> User:
        user = users.create(None, name or f"the-{role}", PASSWORD)
        if role != "stranger":
            Membership.objects.create(user=user, dataset=dataset, role=role)
        return user

    return make


def routes() -> dict[str, URLPattern]:
    """Every route below /api/v1/ by its name."""
    found: dict[str, URLPattern] = {}

    def walk(patterns: list[URLPattern | URLResolver]) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns)
            elif pattern.name:
                found[pattern.name] = pattern

    walk(get_resolver().url_patterns)
    return found


def things(image: Image, admin: User) -> dict[str, int | str]:
    """What there is, by the names that paths have for it."""
    return {
        "dataset_id": image.dataset_id, "image_id": image.id,
        "mask_id": Mask.objects.create(image=image, label="product").id,
        "job_id": Job.objects.create(kind="export", dataset=image.dataset, user=admin).id,
        "member_id": image.dataset.memberships.get().id,
        "user_id": admin.id, "token_id": ApiToken.objects.create(user=admin, digest="x").id,
        "session_id": "0123456789abcdef",
        "level": 0, "column": 0, "row": 0,
    }  # fmt: skip


@pytest.fixture
def address(image: Image, admin):
    """The address of a route, with things that exist in it."""
    ids = things(image, admin)

    def build(name: str) -> str:
        wanted = routes()[name].pattern.converters
        if name == "image-restore":
            Image.objects.filter(id=image.id).update(deleted=image.created)
        return reverse(name, kwargs={key: ids[key] for key in wanted})

    return build
