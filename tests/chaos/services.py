"""A PostgreSQL, a Redis and the cluster's processes, all of the test's own: only these are ever killed."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import psycopg2
import redis

from tests.server import ROOT, Server, free_port, wait


def missing() -> str:
    """What this machine lacks for the storm; empty when it can be had."""
    programs = [name for name in ("redis-server", "pg_createcluster") if not shutil.which(name)]
    if programs:
        return f"no {' and no '.join(programs)}"
    return "" if os.geteuid() == 0 else "pg_createcluster wants root"


class Process:
    """A program that is started again after it was killed, as a container would be."""

    def __init__(self, name: str, command: list[str], env: dict[str, str], log: Path) -> None:
        self.name, self.command, self.env, self.log = name, command, env, log
        self.start()

    def start(self) -> None:
        """Start it in a group of its own, so that its children go with it."""
        with self.log.open("ab") as log:
            self.popen = subprocess.Popen(
                self.command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """kill -9, and start again."""
        self.end(signal.SIGKILL)
        self.start()

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it and its children."""
        try:
            os.killpg(self.popen.pid, how)
            self.popen.wait(20)
        except ProcessLookupError:
            self.popen.wait(1)
        except subprocess.TimeoutExpired:
            os.killpg(self.popen.pid, signal.SIGKILL)
            self.popen.wait(5)


class Postgres:
    """A PostgreSQL of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.name, self.port = f"koutu{os.getpid()}", free_port()
        self.version = sorted(p.name for p in Path("/usr/lib/postgresql").iterdir())[-1]
        _run("pg_createcluster", self.version, self.name, "-p", str(self.port), "--", "-A", "trust")
        _run("pg_ctlcluster", "--skip-systemctl-redirect", self.version, self.name, "start")
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        wait(self._answers, 60)

    def restart(self) -> None:
        """As an operator would, at the worst moment."""
        _run("pg_ctlcluster", "--skip-systemctl-redirect", "-m", "immediate", self.version,
             self.name, "restart")  # fmt: skip
        wait(self._answers, 60)

    def drop(self) -> None:
        """Leave nothing behind."""
        _run("pg_dropcluster", "--stop", self.version, self.name)

    def _answers(self) -> bool:
        try:
            psycopg2.connect(self.url, connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True


class Cluster(Server):
    """Everything: database, broker, web, workers."""

    def __init__(self, folder: Path) -> None:
        self.postgres = Postgres(folder)
        self.redis_port = free_port()
        broker = ["redis-server", "--port", str(self.redis_port), "--bind", "127.0.0.1",
                  "--save", "", "--appendonly", "no", "--dir", str(folder)]  # fmt: skip
        plain = {k: v for k, v in os.environ.items() if not k.startswith("KOUTU_")}
        self.broker = Process("redis", broker, plain, folder / "redis.log")
        self.redis = redis.Redis(port=self.redis_port)
        super().__init__(folder, {
            "KOUTU_DATABASE_URL": self.postgres.url,
            "KOUTU_REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "KOUTU_WEB_PROCESSES": "1", "KOUTU_THREADS": "1",
        })  # fmt: skip
        wait(self._broker_answers, 30)
        self.prepare()
        self.parts = [self._worker("one", "clicks"), self._worker("two", "clicks"),
                      self._worker("rest", "io,score,batch"), self._web()]  # fmt: skip
        wait(self._serves, 120, lambda: (folder / "web.log").read_text()[-3000:])

    def close(self) -> None:
        """End everything that was started."""
        for part in [*self.parts, self.broker]:
            part.end()
        self.postgres.drop()

    def _web(self) -> Process:
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port), "--no-demo"]
        return Process("web", command, self.env, self.folder / "web.log")

    def _worker(self, name: str, queues: str) -> Process:
        command = [sys.executable, "-m", "celery", "-A", "backend", "worker", "-Q", queues, "-P",
                   "solo", "-n", f"{name}@storm", "--without-gossip", "--without-mingle"]  # fmt: skip
        return Process(name, command, self.env, self.folder / f"{name}.log")

    def _broker_answers(self) -> bool:
        try:
            return bool(self.redis.ping())
        except redis.ConnectionError:
            return False

    def _serves(self) -> bool:
        try:
            return httpx.get(f"{self.url}/api/v1/health/ready", timeout=5).status_code == 200
        except httpx.TransportError:
            return False


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
