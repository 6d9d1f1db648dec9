"""Limits count what was asked for lately, by whatever clock it was written down."""

import time

import pytest
from django.core.cache import cache

from backend.services import limits
from tests.backend.conftest import api

pytestmark = pytest.mark.django_db
AHEAD = 7200.0


def test_a_clock_that_was_set_back_limits_no_interactions(admin) -> None:
    cache.set(f"interactions:{admin.id}", (100.0, time.time() + AHEAD))
    for _ in range(20):
        limits.spend_interaction(admin.id)


def test_a_clock_that_was_set_back_limits_no_requests(admin) -> None:
    key = f"requests:user:u{admin.id}"
    cache.set(key, [time.time() + AHEAD] * 400)
    assert api(admin).get("/api/v1/me").status_code == 200
    # As if they kept coming, for as long as a slow machine takes to ask.
    cache.set(key, [time.time() + n / 500 for n in range(-500, 30_000)])
    assert api(admin).get("/api/v1/me").status_code == 429
