"""The pages: built by the Node that comes as a Python package, so that nobody needs their own."""

import os
from pathlib import Path

from packages import BIN
from stamps import digest, is_current, leave
from terminal import ROOT, environment, loudly, quietly

HOME = ROOT / "frontend"
NOT_SOURCES = ("node_modules", "dist", "coverage")


def build() -> None:
    """Have the built pages in `frontend/dist`; nothing happens when they are current."""
    sources = [path for path in HOME.iterdir() if path.name not in NOT_SOURCES]
    value, stamp = digest(sources), HOME / "dist" / ".built-from"
    if is_current(stamp, value):
        return
    install()
    quietly("Building the pages", [BIN / "npm", "run", "build"], cwd=HOME, env=_environment())
    leave(stamp, value)


def install() -> None:
    """Have the locked npm packages in `frontend/node_modules`."""
    value = digest([HOME / "package.json", HOME / "package-lock.json"])
    stamp = HOME / "node_modules" / ".installed-from"
    if not is_current(stamp, value):
        command: list[str | Path] = [BIN / "npm", "ci", "--no-audit", "--no-fund"]
        quietly("Installing the pages' packages", command, cwd=HOME, env=_environment())
        leave(stamp, value)


def script(name: str, **options: object) -> int:
    """Run a script of package.json for the person; answers its exit code."""
    command = [BIN / "npm", "run", "--silent", name]
    return loudly(command, cwd=HOME, env=_environment(), **options)


def _environment() -> dict[str, str]:
    return environment({"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"})
