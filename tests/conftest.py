"""What all tests stand on: settings in a folder of their own, people, a dataset, a running server."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

# Before anything reads Django's settings: tests never touch the data of a real server. That is also
# why pyproject.toml does not name the settings: pytest-django would read them before this file.
_folder = tempfile.TemporaryDirectory(prefix="koutu-tests-")
os.environ["KOUTU_DATA_DIR"] = _folder.name
os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
os.environ["KOUTU_ENV_FILE"] = "tests/no.env"
# Not what a machine that is busy with tests happens to be fast enough for.
os.environ["KOUTU_MODEL"] = "cdnet-base"
for name in ("KOUTU_DATABASE_URL", "KOUTU_REDIS_URL", "KOUTU_TIMINGS", "KOUTU_HOSTS"):
    os.environ.pop(name, None)
# The same tests on PostgreSQL: tests/services/test_postgresql.py.
if address := os.environ.get("KOUTU_TEST_DATABASE"):
    os.environ["KOUTU_DATABASE_URL"] = address

# A machine that is busy with other tests is slow, which is no fault; and where all of them have to hold, they are
# the same ones each time.
hypothesis.register_profile(
    "koutu", deadline=None, suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
)  # fmt: skip
hypothesis.load_profile("koutu")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402

if address and connection.vendor != "postgresql":
    raise pytest.UsageError("KOUTU_TEST_DATABASE is set, but the settings were read before it")

from backend.models import Dataset, Image, User  # noqa: E402
from backend.services import datasets, users  # noqa: E402
from tests import pictures  # noqa: E402
from tests.clusters import watched  # noqa: E402
from tests.server import Server, embedded  # noqa: E402

PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _own_storage(tmp_path: Path, settings, request: pytest.FixtureRequest) -> None:
    """Files of one test are not seen by the next; nor are counted requests or open sessions."""
    from django.core.cache import cache

    from annotator import sessions

    settings.KOUTU_DATA_DIR = tmp_path / "data"
    (settings.KOUTU_DATA_DIR / "uploads").mkdir(parents=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    sessions.clear()


@pytest.fixture
def admin(db: None) -> User:
    """An administrator of the server."""
    return users.create(None, "admin", PASSWORD, is_admin=True)


@pytest.fixture
def dataset(admin: User) -> Dataset:
    """A dataset with the labels `product` and `shadow`."""
    return datasets.create(admin, "shoes", ["product", "shadow"])


@pytest.fixture
def image(dataset: Dataset) -> Image:
    """A picture of an ellipse, 160 x 120, without masks."""
    return pictures.stored(dataset, "a/shoe")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server in a process of its own, without the demo; user admin."""
    with embedded(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`make cluster` as it is; that all of it ends is looked at when all tests are over."""
    with watched(tmp_path_factory.mktemp("cluster")) as running:
        yield running
