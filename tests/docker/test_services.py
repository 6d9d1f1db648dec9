"""Every service's very command, started as a process, with the environment that compose gives it, until it is healthy.

Replaced is what a container has of its own: the data folder, the network's names and ports.
"""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.chaos import services
from tests.chaos.services import Postgres, Process
from tests.clusters import missing, workers
from tests.docker.test_containers import COMPOSE, LINES, OURS
from tests.server import ROOT, free_port, wait

pytestmark = [pytest.mark.services, pytest.mark.timeout(600)]
GRACE = 20.0
LASTING = [n for n, s in OURS.items() if s.get("restart") != "no" and "profiles" not in s]


class Composed:
    """What `docker compose up` would start, in its order; a name in it is the service's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = Postgres()
        self.web, self.broker = free_port(), free_port()
        self.given = {
            "KOUTU_DATA_DIR": str(folder / "data"),
            "KOUTU_DATABASE_URL": self.postgres.url,
            "KOUTU_REDIS_URL": f"redis://127.0.0.1:{self.broker}/0",
        }
        self.running: dict[str, Process] = {}

    def environment(self, name: str) -> dict[str, str]:
        """Of the service, with our folder and ports."""
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("KOUTU_", "DJANGO_"))}
        asked = COMPOSE["services"][name].get("environment", {})
        ours = {key: self.given.get(key, value) for key, value in asked.items()}
        path = f"{Path(sys.executable).parent}{os.pathsep}{plain['PATH']}"
        return (
            plain
            | ours
            | {"PATH": path, "HOSTNAME": socket.gethostname(), "KOUTU_ENV_FILE": "no.env"}
        )

    def words(self, command: list[str]) -> list[str]:
        """The command as compose hands it to the container, on our ports."""
        words = [word.replace("$$", "$") for word in command]
        if words[0] == "redis-server":
            words += ["--port", str(self.broker), "--bind", "127.0.0.1"]
        return [{"8000": str(self.web), "0.0.0.0": "127.0.0.1"}.get(word, word) for word in words]

    def start(self, name: str) -> Process:
        """Start the service."""
        command = self.words(COMPOSE["services"][name]["command"])
        log = self.folder / f"{name}.log"
        self.running[name] = Process(name, command, self.environment(name), log)
        return self.running[name]

    def check(self, name: str) -> subprocess.Popen[bytes]:
        """The service's own health check, begun."""
        if name == "web":
            line = next(line for line in LINES if line.startswith("HEALTHCHECK"))
            words = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
            words[-1] = words[-1].replace(":8000/", f":{self.web}/")
        else:
            _, *words = COMPOSE["services"][name]["healthcheck"]["test"]
            words = [word.replace("$$", "$") for word in words]
            if words[0] == "redis-cli":
                words[1:1] = ["-p", str(self.broker)]
            elif words[0] == "pg_isready":
                words += ["-h", "127.0.0.1", "-p", str(self.postgres.port)]
            else:
                words = ["sh", "-c", *words]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            words, cwd=ROOT, env=self.environment(name), stdout=quiet, stderr=quiet
        )

    def healthy(self, name: str) -> bool:
        """What that check says."""
        return self.check(name).wait(120) == 0

    def answers(self) -> bool:
        """Whether all that lasts is up, by looks that cost less than the checks."""
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", self.web)) != 0:
                return False
        host = socket.gethostname()
        wanted = {f"{name}@{host}" for name in LASTING if name != "web"}
        return workers(self.given["KOUTU_REDIS_URL"]) == wanted

    def close(self) -> None:
        """Whatever is left."""
        for process in self.running.values():
            process.end(signal.SIGKILL)
        self.postgres.drop()


@pytest.fixture
def composed(tmp_path: Path) -> Iterator[Composed]:
    """Nothing of it runs yet but the database."""
    if lacking := services.missing():
        missing(lacking, RuntimeError("the test starts its own services"))
    made = Composed(tmp_path)
    yield made
    made.close()


def test_every_service_gets_healthy_and_ends_when_told(composed: Composed) -> None:
    wait(lambda: composed.healthy("postgres"), 120)
    composed.start("redis")
    wait(lambda: composed.healthy("redis"), 120)
    prepare = composed.start("prepare")
    assert prepare.popen.wait(180) == 0, prepare.log.read_text()
    for name in LASTING:
        composed.start(name)
    wait(
        composed.answers, 300, lambda: "".join(composed.running[n].log.read_text() for n in LASTING)
    )
    for name in LASTING:  # a check that failed once is made again, as Docker does
        log = composed.running[name].log
        wait(partial(composed.healthy, name), 120, lambda log=log: log.read_text()[-3000:])
    for name in LASTING:
        os.kill(composed.running[name].popen.pid, signal.SIGTERM)
    for name in LASTING:
        process = composed.running[name]
        assert process.popen.wait(GRACE) == 0, (name, process.log.read_text()[-3000:])
