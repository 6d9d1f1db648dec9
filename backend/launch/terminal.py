"""Talking to the person at the terminal, and running programs for them."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOG = ROOT / "build" / "setup.log"

# What a failing program's output means, in words that say what to do.
FULL = "The disk is full. Make room, then start again."
OFFLINE = "The package registry cannot be reached: is there a network?"
COMPILER = (
    "A package has to be compiled here, and that failed. Install a C compiler (Debian: apt-get "
    "install build-essential python3-dev), or use a Python with ready packages (3.11 to 3.13)."
)
NO_BUILD = (
    "A package has no build for this Python or this machine; "
    "Python 3.11 to 3.13 on 64 bits is what Koutu is tried with."
)
MEANINGS = (
    ("No space left on device", FULL),
    ("ENOSPC", FULL),
    ("Failed to establish a new connection", OFFLINE),
    ("Temporary failure in name resolution", OFFLINE),
    ("ENOTFOUND", OFFLINE),
    ("Failed building wheel", COMPILER),
    ("error: command 'gcc' failed", COMPILER),
    ("No matching distribution", NO_BUILD),
)


class Stop(Exception):
    """Ends the program with a sentence and an exit code instead of a traceback."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def say(text: str) -> None:
    """A line for the person."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def quietly(what: str, command: Sequence[str | Path], **options: object) -> None:
    """Run a long step, its output kept in the log; raises Stop with what its failure means."""
    say(f"  {what} ...")
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("w+", errors="replace") as log:
        code = _call(command, stdout=log, stderr=subprocess.STDOUT, **options)
        log.seek(0)
        output = log.read()
    if code:
        known = next((text for sign, text in MEANINGS if sign in output), None)
        tail = "\n".join(output.strip().splitlines()[-12:])
        raise Stop(known or f"{what} failed:\n{tail}\nThe whole output is in {LOG}.", 4)


def loudly(command: Sequence[str | Path], **options: object) -> int:
    """Run a program whose output is for the person; answers its exit code."""
    return _call(command, **options)


def abreast(jobs: Mapping[str, Callable[..., int]]) -> dict[str, int]:
    """Do the jobs, two at a time, in their order; answers their exit codes by name.

    Each is called with the streams for `loudly`. What it said is shown when it has ended, so that no two
    are mixed up.
    """

    def done(name: str) -> int:
        with tempfile.TemporaryFile("w+", errors="replace") as kept:
            began = time.monotonic()
            code = jobs[name](stdout=kept, stderr=subprocess.STDOUT)
            kept.seek(0)
            head = f"{name}: {'failed' if code else 'holds'} ({time.monotonic() - began:.0f} s)"
            say(f"{head}\n{kept.read()}".rstrip())
        return code

    with ThreadPoolExecutor(2) as pool:
        try:
            return dict(zip(jobs, pool.map(done, jobs), strict=True))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with `extra`."""
    return {**os.environ, **extra}


def _call(command: Sequence[str | Path], **options: object) -> int:
    options.setdefault("cwd", ROOT)
    words = [str(word) for word in command]
    try:
        return subprocess.run(words, check=False, **options).returncode  # type: ignore[call-overload]  # noqa: S603
    except OSError as error:
        raise Stop(f"{words[0]} cannot be run: {error.strerror}.", 4) from error
