"""The product as its users have it: a process that is started, asked and killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "password-of-the-test-server"
START_WITHIN = 60.0


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
        self.manage("migrate", "--verbosity", "0")
        self.manage("create_admin")

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
        self.process.wait(10)

    def stop(self) -> int:
        """End it as Ctrl+C does; answers its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)

    def _ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.folder / "log").read_text()[-4000:]
        try:
            return httpx.get(f"{self.url}/api/v1/health/ready").status_code == 200
        except httpx.TransportError:
            return False


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
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(condition, within: float, explain=lambda: "") -> None:
    """Come back when `condition()` is true; fail with `explain()` when it takes too long."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, explain()
        time.sleep(0.05)
