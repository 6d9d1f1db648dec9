"""A real PostgreSQL and a real Redis: skipped with the reason where there is none, failed in CI."""

import os
import uuid
from collections.abc import Iterator
from typing import NoReturn

import psycopg2
import pytest
import redis

POSTGRES = os.environ.get("KOUTU_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("KOUTU_TEST_REDIS", "redis://127.0.0.1:6379/9")


def missing(what: str, error: Exception) -> NoReturn:
    """Skip with the reason; in CI both services have to be there."""
    reason = f"no {what}: {error}".strip()
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The address of a fresh database."""
    try:
        connection = psycopg2.connect(POSTGRES, connect_timeout=3)
    except psycopg2.OperationalError as error:
        missing("PostgreSQL", error)
    connection.autocommit = True
    name = f"koutu_test_{uuid.uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield POSTGRES.rpartition("/")[0] + f"/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    connection.close()


@pytest.fixture(scope="module")
def broker() -> str:
    """The address of an empty Redis database."""
    try:
        redis.from_url(REDIS).flushdb()
    except redis.ConnectionError as error:
        missing("Redis", error)
    return REDIS
