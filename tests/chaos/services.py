"""A PostgreSQL, a Redis and the cluster's processes, all of the test's own: only these are ever killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

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

    def ended(self) -> bool:
        """Whether it ended by itself."""
        return self.popen.poll() is not None

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

    name = "postgres"

    def __init__(self) -> None:
        self.cluster, self.port = f"koutu{uuid.uuid4().hex[:8]}", free_port()
        self.version = sorted(p.name for p in Path("/usr/lib/postgresql").iterdir())[-1]
        port = ("-p", str(self.port), "--", "-A", "trust")
        _run("pg_createcluster", self.version, self.cluster, *port)
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        self.start()

    def kill(self) -> None:
        """kill -9, and start again: it recovers from its own log."""
        self.end()
        self.start()

    def end(self) -> None:
        """kill -9."""
        file = Path("/var/lib/postgresql") / self.version / self.cluster / "postmaster.pid"
        os.kill(int(file.read_text().split()[0]), signal.SIGKILL)

    def drop(self) -> None:
        """Leave nothing behind."""
        _run("pg_dropcluster", "--stop", self.version, self.cluster)

    def start(self) -> None:
        """Start, and wait until it answers."""
        wait(self._answers, 90, self._ctl)

    def _ctl(self, do: str = "start") -> str:
        words = ("pg_ctlcluster", "--skip-systemctl-redirect", self.version, self.cluster, do)
        done = subprocess.run(words, capture_output=True, text=True, timeout=120)
        return done.stdout + done.stderr

    def _answers(self) -> bool:
        # What the killed one left behind may be in the way for a moment.
        self._ctl()
        try:
            psycopg2.connect(self.url, connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True


class Cluster(Server):
    """Everything: database, broker, web, `clicks` workers for clicks and one for the rest."""

    def __init__(self, folder: Path, *, clicks: int = 2, env: dict[str, str] | None = None) -> None:
        """`env` is for our own processes, not for the database and the broker."""
        self.postgres = Postgres()
        self.redis_port = free_port()
        super().__init__(folder, {
            "KOUTU_DATABASE_URL": self.postgres.url,
            "KOUTU_REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "KOUTU_WEB_PROCESSES": "1", "KOUTU_THREADS": "1", **(env or {}),
        })  # fmt: skip
        self.processes: list[Process] = []
        self.workers: list[Process] = []
        try:
            self._start(clicks)
        except BaseException:
            self.close()
            raise

    def _start(self, clicks: int) -> None:
        broker = ["redis-server", "--port", str(self.redis_port), "--bind", "127.0.0.1",
                  "--save", "", "--appendonly", "no", "--dir", str(self.folder)]  # fmt: skip
        plain = {k: v for k, v in os.environ.items() if not k.startswith("KOUTU_")}
        self.broker = Process("redis", broker, plain, self.folder / "redis.log")
        self.processes.append(self.broker)
        self.redis = redis.Redis(port=self.redis_port)
        wait(self._broker_answers, 60)
        self.prepare()
        self._worker("rest", "io,score,batch")
        self.add_workers(clicks)
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port), "--no-demo"]
        web = self._process("web", command)
        wait(self.serves, 180, lambda: web.log.read_text()[-3000:])

    @property
    def parts(self) -> list["Process | Postgres"]:
        """Everything that can be killed."""
        return [*self.processes, self.postgres]

    def add_workers(self, count: int) -> None:
        """More workers for clicks, starting."""
        for number in range(len(self.workers), len(self.workers) + count):
            self.workers.append(self._worker(f"clicks{number}", "clicks"))

    def keep(self, seconds: float) -> list[str]:
        """Let the time pass, and start again what ends by itself, as a container would be; answers what did."""
        until, gone = time.monotonic() + seconds, []
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(1.0, left))
            for process in self.processes:
                if process.ended():
                    gone.append(process.name)
                    process.start()
        return gone

    def close(self) -> None:
        """End everything that was started, the broker last."""
        for part in reversed(self.processes):
            part.end()
        self.postgres.drop()

    def _process(self, name: str, command: list[str]) -> Process:
        started = Process(name, command, self.env, self.folder / f"{name}.log")
        self.processes.append(started)
        return started

    def _worker(self, name: str, queues: str) -> Process:
        command = [sys.executable, "-m", "celery", "-A", "backend", "worker", "-Q", queues, "-P",
                   "solo", "-n", f"{name}@storm", "-l", "INFO", "--without-gossip",
                   "--without-mingle"]  # fmt: skip
        return self._process(name, command)

    def _broker_answers(self) -> bool:
        try:
            return bool(self.redis.ping())
        except redis.ConnectionError:
            return False


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
