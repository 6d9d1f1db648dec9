"""People of every role, and a browser for each."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from backend.models import Dataset, Membership, User
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
