"""`make cluster` as a test has it, on a real PostgreSQL and a real Redis: skipped with the reason where there is none,
failed in CI.
"""

import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import httpx
import psycopg2
import pytest
import redis
from celery import Celery

from tests.server import ROOT, Server, wait

POSTGRES = os.environ.get("KOUTU_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("KOUTU_TEST_REDIS", "redis://127.0.0.1:6379/9")


def missing(what: str, error: Exception) -> NoReturn:
    """Skip with the reason; in CI both services have to be there."""
    reason = f"no {what}: {error}".strip()
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def fresh_database() -> Iterator[str]:
    """The address of a database of one's own."""
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


def _empty_broker() -> str:
    try:
        redis.from_url(REDIS).flushdb()
    except redis.ConnectionError as error:
        missing("Redis", error)
    return REDIS


def workers(broker: str) -> set[str]:
    """The names of the workers that answer on this broker."""
    app = Celery(broker=broker, set_as_current=False)
    return {name for answer in app.control.ping(timeout=3) for name in answer}


SHOW = (
    "import sys; from pathlib import Path; sys.path.insert(0, 'backend/launch'); import cluster; "
    "print(cluster.text(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2])))"
)


def _configuration(server: Server) -> str:
    """What `make cluster` would hand to the watcher, with this Python instead of the one it installs."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW, str(server.folder), str(server.port)],
        cwd=ROOT, env=server.env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return re.sub(r"command=\S+/python", f"command={sys.executable}", done.stdout)


@contextmanager
def watched(folder: Path) -> Iterator[Server]:
    """All processes, two of each that there may be several of, under their watcher, on a fresh database."""
    broker = _empty_broker()
    with fresh_database() as database:
        yield from _watched(folder, database, broker)


def _watched(folder: Path, database: str, broker: str) -> Iterator[Server]:
    server = Server(folder, {
        "KOUTU_DATABASE_URL": database, "KOUTU_REDIS_URL": broker, "KOUTU_WEB_PROCESSES": "2",
        "KOUTU_CLICK_WORKERS": "2", "KOUTU_THREADS": "1",
    })  # fmt: skip
    server.prepare()
    file, log = folder / "supervisord.conf", folder / "log"
    file.write_text(_configuration(server))
    with log.open("ab") as out:
        server.process = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "-c", str(file)],
            cwd=ROOT, env=server.env, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        wait(server.serves, 180, lambda: log.read_text()[-3000:])
        wait(lambda: len(workers(broker)) == 5, 120, lambda: log.read_text()[-3000:])
        yield server
    finally:
        server.process.terminate()
        code = server.process.wait(60)
    assert code == 0
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{server.url}/api/v1/health/live")
    wait(lambda: _still_there(folder) == [], 30, lambda: str(_still_there(folder)))


def _still_there(folder: Path) -> list[str]:
    """Processes that have this cluster's data folder in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"KOUTU_DATA_DIR={folder}\0" in (process / "environ").read_text(errors="replace"):
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return [line for line in found if line and str(os.getpid()) not in line]
