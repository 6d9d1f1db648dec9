"""One cluster for all of this folder, and the clock that its processes believe."""

import os
from collections.abc import Iterator

import pytest

from tests.chaos import services
from tests.chaos.clock import LIBRARIES, Clock
from tests.chaos.services import Cluster
from tests.clusters import missing

MINUTES = float(os.environ.get("KOUTU_TEST_STORM_MINUTES") or 2)
LONG = MINUTES >= 5


@pytest.fixture(scope="package")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    """The clock of all servers here."""
    if not LIBRARIES:
        missing("libfaketime", RuntimeError("apt-get install libfaketime"))
    return Clock(tmp_path_factory.mktemp("clock"))


@pytest.fixture(scope="package")
def cluster(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cluster]:
    """A cluster of the tests' own. The long storm, which is measured, has the machine's own clock."""
    if lacking := services.missing():
        missing(lacking, RuntimeError("the tests start their own services"))
    env = {} if LONG or not LIBRARIES else request.getfixturevalue("clock").env
    running = Cluster(tmp_path_factory.mktemp("cluster"), env=env)
    yield running
    running.close()
