"""What has to hold before a change goes out; each check runs even when an earlier one failed."""

import pages
from packages import PYTHON
from terminal import loudly, say

QUICK = ("-m", "pytest", "-q", "tests", "--ignore=tests/e2e")
BROWSER = ("-m", "pytest", "-q", "tests/e2e")


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
    """Exit codes of the tests by name, the quick ones first."""
    return {
        "pages: tests": pages.script("test"),
        "tests": loudly([PYTHON, *QUICK]),
        "browser tests": loudly([PYTHON, *BROWSER]),
    }


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
