"""The product as its users have it: a process that is started, asked and killed."""

import atexit
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "password-of-the-test-server"
START_WITHIN = 180.0
DATABASE = "koutu.sqlite3"
# Where programs listen; above, the system takes ports for those who ask, as our own clients do.
_PORTS = range(11_000, 32_000)
_given: set[int] = set()
# Not made anew for each look: what a client brings for HTTPS takes longer than the look.
_http = httpx.Client(timeout=5, trust_env=False)


class Server:
    """A server with a data folder; it can be started again after its end."""

    def __init__(
        self, folder: Path, env: dict[str, str] | None = None, *, root: Path = ROOT
    ) -> None:
        """`root`: where the product is, when it is not this one."""
        self.folder, self.root = folder, root
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        here = {k: v for k, v in os.environ.items() if k != "KOUTU_DATABASE_URL"}
        self.env = here | {
            "KOUTU_DATA_DIR": str(folder),
            "KOUTU_ADMIN_PASSWORD": PASSWORD,
            "DJANGO_SETTINGS_MODULE": "backend.settings",
        } | (env or {})  # fmt: skip
        self.webs = int(self.env.get("KOUTU_WEB_PROCESSES", "1"))
        self.process: subprocess.Popen[bytes] | None = None

    def manage(self, *words: str) -> str:
        """Run a command of manage.py to its end; answers what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=self.root, env=self.env, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def prepare(self) -> None:
        """Make the database and the administrator."""
        if self.root == ROOT and "KOUTU_DATABASE_URL" not in self.env:
            shutil.copyfile(_prepared(), self.folder / DATABASE)
        else:
            self.manage("prepare")

    def start(self) -> None:
        """Start, and wait until it is ready."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(self.port), "--no-demo"],
                cwd=self.root, env=self.env, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            wait(self._ready, START_WITHIN, lambda: (self.folder / "log").read_text()[-4000:])
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def stop(self) -> int:
        """End it as Ctrl+C does; answers its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def _ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.folder / "log").read_text()[-4000:]
        return self.serves()

    def serves(self) -> bool:
        """Whether it says that it is ready."""
        try:
            return _http.get(f"{self.url}/api/v1/health/ready").status_code == 200
        except httpx.TransportError:
            return False


@cache
def _prepared() -> Path:
    """A database as a first start makes it: each server gets a copy, which is a matter of milliseconds."""
    folder = tempfile.TemporaryDirectory(prefix="koutu-prepared-")
    atexit.register(folder.cleanup)
    Server(Path(folder.name)).manage("prepare")
    return Path(folder.name) / DATABASE


@contextmanager
def embedded(folder: Path, env: dict[str, str] | None = None) -> Iterator[Server]:
    """A running server in embedded mode."""
    server = Server(folder, env)
    server.prepare()
    server.start()
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """A port that nobody listens on, not even a server of ours that is to be started again."""
    while True:
        port = random.choice(_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if port not in _given:
                _given.add(port)
                return port


def wait(condition, within: float, explain=lambda: "") -> None:
    """Come back when `condition()` is true; fail with `explain()` when it takes too long."""
    deadline, pause = time.monotonic() + within, 0.02
    while not condition():
        assert time.monotonic() < deadline, explain()
        # Who is waited for needs the processor more than who looks.
        time.sleep(pause)
        pause = min(0.3, pause * 1.3)
