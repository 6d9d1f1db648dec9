"""Imports go one way only: ml knows nobody, backend knows ml, annotator knows both."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {"ml", "backend", "annotator", "reviewer", "fixtures", "tests"}
FORBIDDEN = {
    "ml": {"backend", "annotator", "reviewer", "django", "celery", "channels", "rest_framework"},
    "backend": {"annotator", "reviewer"},
    "annotator": {"reviewer"},
    "reviewer": {"annotator"},
}
# What wires the rooms together has to know them all.
WIRING = {"backend/urls.py", "backend/asgi.py", "backend/celery.py", "backend/wiring.py"}


def imported(file: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("room", sorted(FORBIDDEN))
def test_no_arrow_points_the_wrong_way(room: str) -> None:
    wrong = {
        str(file.relative_to(ROOT)): found
        for file in (ROOT / room).rglob("*.py")
        if (found := imported(file) & FORBIDDEN[room]) and str(file.relative_to(ROOT)) not in WIRING
    }
    assert wrong == {}


def test_the_product_imports_no_tests() -> None:
    rooms = [ROOT / room for room in ROOMS - {"tests"}]
    files = [file for room in rooms for file in room.rglob("*.py")]
    assert len(files) > 50
    assert [file for file in files if "tests" in imported(file)] == []
