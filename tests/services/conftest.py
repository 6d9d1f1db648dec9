"""What the tests of both services share."""

from collections.abc import Iterator

import pytest

from tests.clusters import fresh_database


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The address of a fresh database."""
    with fresh_database() as address:
        yield address
