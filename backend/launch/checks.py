"""What has to hold before a change goes out; each check runs even when an earlier one failed."""

import pages
from packages import PYTHON
from terminal import abreast, loudly, say

OTHERS = ("-m", "pytest", "-q", "--durations=15", "tests", "--ignore=tests/e2e")
BROWSER = ("-m", "pytest", "-q", "--durations=5", "tests/e2e")


def lint() -> dict[str, int]:
    """Exit codes of the linters and type checkers by name."""
    return {
        "ruff": loudly([PYTHON, "-m", "ruff", "check", "."]),
        "mypy": loudly([PYTHON, "-m", "mypy"]),
        "pages: lint": pages.script("lint"),
        "pages: types": pages.script("types"),
        "pages: catalogues": pages.script("catalogues"),
    }


def tests() -> dict[str, int]:
    """Exit codes of the tests by name, the quick ones first.

    The browser tests run beside the others, which often wait for processes to start.
    """
    quick = pages.script("test")
    others, browser = abreast([PYTHON, *OTHERS], [PYTHON, *BROWSER])
    return {"pages: tests": quick, "tests": others, "browser tests": browser}


def formatted() -> dict[str, int]:
    """Rewrite the sources in the house's format."""
    return {
        "ruff": loudly([PYTHON, "-m", "ruff", "format", "."]),
        "imports": loudly([PYTHON, "-m", "ruff", "check", "--select", "I", "--fix", "."]),
        "pages": pages.script("format"),
    }


def verdict(codes: dict[str, int]) -> int:
    """Say what failed; 0 when nothing did."""
    failed = [name for name, code in codes.items() if code]
    say(f"\nFailed: {', '.join(failed)}." if failed else "\nEverything holds.")
    return 1 if failed else 0
