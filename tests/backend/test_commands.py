"""The command line: what a start prepares, and data in and out without a browser."""

import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.backend.imports.upload import MASK, photo, png, zipped
from tests.server import ROOT, Server


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """A prepared data folder; no server runs."""
    prepared = Server(tmp_path)
    assert "Database brought up to date" in prepared.manage("prepare")
    return prepared


def manage(server: Server, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command; it may fail."""
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=server.env,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_a_first_start_prints_a_password_once(tmp_path: Path) -> None:
    fresh = Server(tmp_path)
    fresh.env.pop("KOUTU_ADMIN_PASSWORD")
    assert len(fresh.manage("prepare").split("Password: ")[1].strip()) >= 12
    assert fresh.manage("prepare").strip() == ""


def test_the_database_is_copied_before_it_changes(server: Server) -> None:
    server.manage("migrate", "sessions", "zero")
    server.manage("prepare")
    (copy,) = (server.folder / "backups").iterdir()
    with sqlite3.connect(copy) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        users = database.execute("SELECT username FROM backend_user").fetchall()
    assert "django_session" not in tables and users == [("admin",)]


def test_in_and_out_again(server: Server) -> None:
    files = {"images/图 1.png": photo(), "masks/图 1.png": png(MASK), "images/bad.png": b"bad"}
    upload = zipped(server.folder / "in.zip", files)
    table = server.folder / "report.csv"
    said = server.manage("import_dataset", "Shoes", str(upload), "--report", str(table))
    assert "error: images/bad.png" in said and "1 images and 1 masks came in" in said
    assert "not_a_picture" in table.read_text()
    out = server.folder / "out.zip"
    assert "1 images" in server.manage("export_dataset", "Shoes", str(out))
    with zipfile.ZipFile(out) as archive:
        names = {name.split("/", 1)[1] for name in archive.namelist()}
    assert names == {"masks/图 1.png", "cutouts/图 1.png", "manifest.jsonl"}


def test_exit_codes(server: Server) -> None:
    good = zipped(server.folder / "good.zip", {"a.png": photo()})
    bad = zipped(server.folder / "bad.zip", {"a.png": b"bad"})
    broken = server.folder / "broken.zip"
    broken.write_bytes(good.read_bytes()[:100])
    assert manage(server, "import_dataset", "D", str(bad)).returncode == 0
    assert manage(server, "import_dataset", "D", str(bad), "--strict").returncode == 3
    for words in (
        ("import_dataset", "D", str(broken)),
        ("import_dataset", "D", str(server.folder / "missing.zip")),
        ("export_dataset", "Nobody", str(server.folder / "out.zip")),
        ("export_dataset", "D", str(server.folder / "no" / "out.zip")),
        ("export_dataset", "D", str(server.folder / "out.zip"), "--format", "nonsense"),
    ):
        done = manage(server, *words)
        assert done.returncode == 1, words
        assert "Traceback" not in done.stderr and done.stderr.strip()
