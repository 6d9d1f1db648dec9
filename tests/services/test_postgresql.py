"""What holds on SQLite holds on PostgreSQL: the same tests, on the other database."""

import os
import subprocess
import sys

import pytest

from tests.server import ROOT

SAME = [
    "tests/backend/test_images.py",
    "tests/backend/test_masks.py",
    "tests/backend/test_states.py",
    "tests/backend/test_leases.py",
    "tests/backend/test_jobs.py",
    "tests/backend/test_storage.py",
    "tests/backend/test_audit.py",
    "tests/backend/test_people.py",
    "tests/annotator/test_clicks.py",
    "tests/annotator/test_history.py",
    "tests/reviewer/test_scores.py",
    "tests/annotator/test_guards.py",
    "tests/annotator/test_tools.py",
    "tests/reviewer/test_queue.py",
]


@pytest.mark.services
@pytest.mark.timeout(900)
def test_services_and_interactions_hold_there_too(database: str) -> None:
    # Without this run's own settings in its environment, the other run reads them afresh.
    clean = {
        k: v for k, v in os.environ.items() if k not in ("DJANGO_SETTINGS_MODULE", "KOUTU_DATA_DIR")
    }
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--create-db",
            "-m", "not services",  # a cluster is on this database anyway
            *SAME,
        ],
        cwd=ROOT, env=clean | {"KOUTU_TEST_DATABASE": database},
        capture_output=True, text=True, timeout=880,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:]
    assert "passed" in done.stdout and "skipped" not in done.stdout
