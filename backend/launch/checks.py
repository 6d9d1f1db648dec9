"""What has to hold before a change goes out; each check runs even when an earlier one failed."""

from collections.abc import Callable
from functools import partial

import pages
from packages import PYTHON
from terminal import abreast, loudly, say

Jobs = dict[str, Callable[..., int]]

BROWSER = "tests/e2e"
# Kill, empty and upgrade servers and databases that nobody else knows: much of their time is waiting.
ALONE = (
    "tests/chaos",
    "tests/docker",
    "tests/upgrade",
    "tests/services/test_bucket.py",
    "tests/services/test_postgresql.py",
)


def lint() -> Jobs:
    """The linters and type checkers by name."""
    return {
        "ruff": partial(loudly, [PYTHON, "-m", "ruff", "check", "."]),
        "mypy": partial(loudly, [PYTHON, "-m", "mypy"]),
        "pages: lint": partial(pages.script, "lint"),
        "pages: types": partial(pages.script, "types"),
        "pages: catalogues": partial(pages.script, "catalogues"),
    }


def tests() -> Jobs:
    """The tests by name, the quick ones first; any two may run side by side."""
    apart = [f"--ignore={path}" for path in (BROWSER, *ALONE)]
    return {
        "pages: tests": partial(pages.script, "test"),
        "tests": _pytest("--durations=15", "tests", *apart),
        "browser tests": _pytest("--durations=5", BROWSER),
        "tests of servers of their own": _pytest("--durations=5", *ALONE),
    }


def formatted() -> int:
    """Rewrite the sources in the house's format; answers as `verdict` does."""
    steps: Jobs = {
        "ruff": partial(loudly, [PYTHON, "-m", "ruff", "format", "."]),
        "imports": partial(loudly, [PYTHON, "-m", "ruff", "check", "--select", "I", "--fix", "."]),
        "pages": partial(pages.script, "format"),
    }
    return _told({name: step() for name, step in steps.items()})


def verdict(jobs: Jobs) -> int:
    """Run the checks and say what failed; 0 when nothing did."""
    return _told(abreast(jobs))


def _pytest(*words: str) -> Callable[..., int]:
    return partial(loudly, [PYTHON, "-m", "pytest", "-q", *words])


def _told(codes: dict[str, int]) -> int:
    failed = [name for name, code in codes.items() if code]
    say(f"\nFailed: {', '.join(failed)}." if failed else "\nEverything holds.")
    return 1 if failed else 0
