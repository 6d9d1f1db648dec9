"""For tests of what has to hold in both modes; a conftest.py imports the fixture for those beside it."""

import pytest

from tests.server import Server


@pytest.fixture(
    scope="session",
    params=["embedded", pytest.param("cluster", marks=pytest.mark.services)],
)
def server(request: pytest.FixtureRequest) -> Server:
    """A running server: one process, and then several on PostgreSQL and Redis."""
    running: Server = request.getfixturevalue(
        "server" if request.param == "embedded" else "cluster"
    )
    return running
