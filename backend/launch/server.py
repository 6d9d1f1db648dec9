"""Starting the server for a person: prepared, awaited, stopped cleanly."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import dotenv
from packages import PYTHON
from terminal import ROOT, Stop, loudly, say

for name, value in dotenv.read(ROOT / os.environ.get("KOUTU_ENV_FILE", ".env")).items():
    os.environ.setdefault(name, value)  # the programs started from here read it, too
DATA = ROOT / (os.environ.get("KOUTU_DATA_DIR") or "data")
ADDRESS = os.environ.get("KOUTU_HOST", "127.0.0.1")
READY_WITHIN = 20.0
STOP_WITHIN = 15.0
ROOM = 200 * 2**20


def check() -> int:
    """The port to listen on, when it is free and the data folder can be written; else Stop."""
    port = _port()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise Stop(
                f"Port {port} is in use: another program, or another Koutu, listens there. "
                f"Choose another: KOUTU_PORT={port + 1} make run", 6
            ) from error  # fmt: skip
    try:
        DATA.mkdir(parents=True, exist_ok=True)
        sample = DATA / ".writable"
        sample.write_bytes(b"1")
        sample.unlink()
    except OSError as error:
        raise Stop(f"The data folder {DATA} cannot be written: {error.strerror}.", 5) from error
    if shutil.disk_usage(DATA).free < ROOM:
        raise Stop(f"The disk of the data folder {DATA} is full. Make room, then start again.", 5)
    return port


def prepare() -> None:
    """Bring the database up to date, have an admin, have the demo in the queue."""
    if loudly([PYTHON, "manage.py", "prepare"]):
        raise Stop("The database could not be prepared; the reason stands above.", 7)


def serve(port: int) -> int:
    """Run the server until it is stopped; answers 0 when a person stopped it."""
    return follow([PYTHON, "manage.py", "serve", "--host", ADDRESS, "--port", str(port)], port)


def follow(words: Sequence[str | Path], port: int, end_within: float = STOP_WITHIN) -> int:
    """Run the program, say when it serves the port, and end it when it is to be stopped; answers 0 then."""
    server = subprocess.Popen([str(word) for word in words], cwd=ROOT)  # noqa: S603  # our own program
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        if _await(server, port):
            say(f"\nKoutu is ready: http://{_shown()}:{port}   (stop with Ctrl+C)")
        return server.wait()
    except KeyboardInterrupt:  # Ctrl+C reaches the server too
        return _end(server, end_within)


def _port() -> int:
    text = os.environ.get("KOUTU_PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Stop(f"KOUTU_PORT is {text!r}; a number from 1 to 65535 is meant.", 2)
    return int(text)


def _shown() -> str:
    return "localhost" if ADDRESS in ("127.0.0.1", "0.0.0.0", "::") else ADDRESS  # noqa: S104


def _await(server: "subprocess.Popen[bytes]", port: int) -> bool:
    """Whether the server got ready before it ended; says once what it is waiting for."""
    impatient = time.monotonic() + READY_WITHIN
    # A loopback address even where the server listens on all of them.
    url = f"http://127.0.0.1:{port}/api/v1/health/ready"
    while server.poll() is None:
        missing = _missing(url)
        if not missing:
            return True
        if time.monotonic() > impatient:
            say(f"The server is not ready after {READY_WITHIN:.0f} s ({missing}); waiting on.")
            impatient = float("inf")
        time.sleep(0.2)
    return False


def _missing(url: str) -> str:
    """What the server still lacks; empty when it is ready."""
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310  # our own server
            return ""
    except urllib.error.HTTPError as answer:
        try:
            checks = json.load(answer)["checks"].items()
        except (ValueError, KeyError, AttributeError):
            return f"it answers {answer.code}"
        return ", ".join(f"{name}: {state}" for name, state in checks if state != "ok")
    except (OSError, ValueError):
        return "it does not answer"


def _end(server: "subprocess.Popen[bytes]", within: float) -> int:
    try:
        server.wait(within)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        server.kill()
        server.wait()
    say("Stopped.")
    return 0
