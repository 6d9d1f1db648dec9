"""The virtual environment and what is in it."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from stamps import digest, is_current, leave
from terminal import ROOT, Stop, environment, quietly

VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
REQUIREMENTS = ROOT / "requirements"
SERVE = (REQUIREMENTS / "serve.txt",)
ALL = (ROOT / "requirements.txt",)
TESTS = (*ALL, REQUIREMENTS / "dev.txt")
ROOM = {SERVE: 2, ALL: 5, TESTS: 5}
"""Gigabytes that an installation takes, with what pip unpacks on the way."""


def install(lists: tuple[Path, ...]) -> None:
    """Have the packages of the requirement files in `.venv`; nothing happens when they are."""
    _make()
    everything = (*sorted(REQUIREMENTS.glob("*.txt")), ROOT / "requirements.txt")
    value = digest(everything, sys.version)
    steps = (SERVE, ALL, TESTS)  # each holds what the one before holds
    stamps = [VENV / f".packages-{'-'.join(path.stem for path in step)}" for step in steps]
    mine = steps.index(lists)
    if any(is_current(stamp, value) for stamp in stamps[mine:]):
        return
    _check_room(ROOM[lists])
    options = [word for path in lists for word in ("-r", path)]
    # Most of what comes is never imported, and Python compiles what is: a minute less to wait.
    pip = [PYTHON, "-m", "pip", "install", "--no-compile", "--quiet", "--disable-pip-version-check"]
    quietly("Installing Python packages", [*pip, *options], env=environment({"PIP_NO_INPUT": "1"}))
    leave(stamps[mine], value)


def _make() -> None:
    if _works():
        return
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            raise Stop(
                f"This Python comes without its module {module}. "
                f"Debian and Ubuntu: apt-get install python{version}-venv.", 3
            )  # fmt: skip
    if (VENV / "pyvenv.cfg").is_file():
        shutil.rmtree(VENV)  # of another Python, or never finished
    elif VENV.exists():
        raise Stop(f"{VENV} is there but is no virtual environment; move it away.", 3)
    _check_room(1)
    quietly("Creating the virtual environment", [sys.executable, "-m", "venv", VENV])
    leave(VENV / ".made", sys.version)


def _works() -> bool:
    return PYTHON.exists() and is_current(VENV / ".made", sys.version)


def _check_room(gigabytes: int) -> None:
    free = shutil.disk_usage(ROOT).free / 2**30
    if free < gigabytes:
        raise Stop(
            f"{free:.1f} GB are free on the disk of {ROOT}, the installation needs {gigabytes}. "
            "Make room, then start again.", 5
        )  # fmt: skip
