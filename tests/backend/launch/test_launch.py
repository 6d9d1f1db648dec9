"""What stands in the way of a start is said in a sentence, and a second start does nothing twice."""

import importlib
import os
import re
import socket
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from tests.server import free_port, wait

ROOT = Path(__file__).resolve().parents[3]
LAUNCH = ROOT / "backend" / "launch"


def launch(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the launcher as make does."""
    return subprocess.run(
        [sys.executable, str(LAUNCH), *words], cwd=ROOT, env=os.environ | env,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch):
    """Imports modules of the launcher, which is no package."""
    monkeypatch.syspath_prepend(str(LAUNCH))

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    yield load
    for name in ("terminal", "stamps"):
        sys.modules.pop(name, None)


def test_a_port_in_use_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = launch("run", KOUTU_PORT=str(port), KOUTU_DATA_DIR=str(tmp_path))
    assert done.returncode == 6
    assert f"Port {port} is in use" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_a_sentence(port: str) -> None:
    done = launch("run", KOUTU_PORT=port)
    assert done.returncode == 2 and "KOUTU_PORT" in done.stdout and not done.stderr


def test_a_data_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = launch("run", KOUTU_PORT="0" * 4 + "9", KOUTU_DATA_DIR=str(tmp_path / "file" / "data"))
    assert done.returncode == 5 and "cannot be written" in done.stdout and not done.stderr


def test_an_old_python_is_a_sentence() -> None:
    code = (
        "import runpy, sys; sys.version_info = (3, 8, 1, 'final', 0); "
        f"runpy.run_path({str(LAUNCH / '__main__.py')!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert "needs Python 3.11 or newer; this is 3.8" in done.stderr
    assert "Traceback" not in done.stderr


SERVER = """
import http.server, signal, sys
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""


def test_what_runs_is_said_to_be_ready_and_ends_with_the_launcher(tmp_path: Path) -> None:
    port, said = free_port(), tmp_path / "said"
    code = (
        f"import sys; sys.path.insert(0, {str(LAUNCH)!r}); import server; "
        f"sys.exit(server.follow([sys.executable, '-c', {SERVER!r}, '{port}'], {port}))"
    )
    with (
        said.open("w") as out,
        subprocess.Popen([sys.executable, "-c", code], stdout=out) as launcher,
    ):
        wait(lambda: f"Koutu is ready: http://localhost:{port}" in said.read_text(), 60)
        launcher.terminate()
        assert launcher.wait(60) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_an_unknown_word_lists_the_known_ones() -> None:
    done = launch("fly")
    assert done.returncode == 2 and "run, cluster, setup, test" in done.stdout


@pytest.mark.parametrize(
    "output, meaning",
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("npm error ENOSPC: no space", "disk is full"),
        ("error: Failed building wheel for x", "compiler"),
        ("Temporary failure in name resolution", "network"),
        ("something else\nlast words", "last words"),
    ],
)
def test_a_failing_step_says_what_to_do(module, tmp_path: Path, output: str, meaning: str) -> None:
    terminal = module("terminal")
    terminal.LOG = tmp_path / "log"
    command = [sys.executable, "-c", f"print({output!r}); raise SystemExit(1)"]
    with pytest.raises(terminal.Stop, match=meaning) as stopped:
        terminal.quietly("Trying", command)
    assert stopped.value.code != 0


def test_two_checks_at_a_time_are_told_apart_and_none_stops_the_others(
    module, capfd: pytest.CaptureFixture[str]
) -> None:
    terminal = module("terminal")
    meet = "import socket; s = socket.create_connection(('127.0.0.1', {port})); s.recv(1)"
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]

        def check(code: int):
            command = [
                sys.executable,
                "-c",
                f"print({code}); {meet.format(port=port)}; exit({code})",
            ]
            return partial(terminal.loudly, command)

        def usher() -> None:
            """Let two go on when both have come, and then the one that comes alone."""
            for guests in (2, 1):
                for guest in [door.accept()[0] for _ in range(guests)]:
                    guest.close()

        threading.Thread(target=usher, daemon=True).start()
        codes = terminal.abreast({"first": check(3), "second": check(0), "third": check(5)})
    assert codes == {"first": 3, "second": 0, "third": 5}
    told = re.sub(r"\(\d+ s\)", "", capfd.readouterr().out)
    for said in ("first: failed \n3\n", "second: holds \n0\n", "third: failed \n5\n"):
        assert said in told


def test_a_step_is_done_again_only_when_its_sources_change(module, tmp_path: Path) -> None:
    stamps = module("stamps")
    source, stamp = tmp_path / "src", tmp_path / "stamp"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "a").write_text("1")
    first = stamps.digest([source], "3.11")
    assert not stamps.is_current(stamp, first)
    stamps.leave(stamp, first)
    assert stamps.is_current(stamp, stamps.digest([source], "3.11"))
    assert not stamps.is_current(stamp, stamps.digest([source], "3.12"))
    (source / "deep" / "a").rename(source / "deep" / "b")
    assert not stamps.is_current(stamp, stamps.digest([source], "3.11"))
