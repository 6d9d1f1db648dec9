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


def test_what_a_person_can_mend_is_a_sentence(tmp_path: Path) -> None:
    fresh = Server(tmp_path / "new")
    away = {"KOUTU_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    for env, words, said in (
        ({}, ("person", "list"), "The database is not prepared"),
        ({"KOUTU_PROT": "1"}, ("person", "list"), "KOUTU_PORT is meant?"),
        ({"KOUTU_TRASH_DAYS": "nine"}, ("backup",), "a whole number from"),
        ({"KOUTU_DATA_DIR": "/proc/none"}, ("doctor",), "cannot be made"),
        (away, ("prepare",), "The database cannot be used: connection to server"),
    ):
        fresh.env |= {"KOUTU_DATA_DIR": str(tmp_path / "new")}
        done = subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=fresh.env | env,
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 1 and said in done.stderr, (words, done.stderr)
        assert "Traceback" not in done.stderr
    asked = manage(fresh, "person", "--traceback", "list")
    assert asked.returncode == 1 and "Traceback" in asked.stderr


def test_an_import_that_brings_nothing_leaves_nothing_and_says_why(server: Server) -> None:
    good = zipped(server.folder / "good.zip", {"a.png": photo()})
    nested = zipped(server.folder / "nested.zip", {"good.zip": good.read_bytes(), "b.txt": b"b"})
    packed = server.folder / "photos.rar"
    packed.write_bytes(b"Rar!" + bytes(100))
    done = manage(server, "import_dataset", "New", str(packed))
    assert done.returncode == 1 and "neither a zip nor a picture" in done.stderr
    assert "[not_a_zip]" in done.stderr
    assert "1 images" in server.manage("import_dataset", "New", str(good), "--dry-run")
    said = server.manage("import_dataset", "New", str(nested))
    assert "warning: good.zip: An archive inside another is not opened" in said
    assert "skipped: b.txt: Not a picture by its extension" in said
    assert "no dataset" in manage(server, "member", "New", "list").stderr
    server.manage("import_dataset", "New", str(good))
    assert "skipped: a.png: Already in the dataset. [same_picture]" in server.manage(
        "import_dataset", "New", str(good)
    )


def test_a_backup_mends_files_and_takes_no_folder_of_others(server: Server) -> None:
    good = zipped(server.folder / "good.zip", {"a.png": photo(), "b.png": photo(3)})
    server.manage("import_dataset", "D", str(good))
    kept = server.folder.with_name("kept")
    for folder in (server.folder, server.folder / "blobs"):
        refused = manage(server, "backup", "--to", str(folder))
        assert refused.returncode == 1 and "holds something else" in refused.stderr
    server.manage("backup", "--to", str(kept))
    one, other = list((server.folder / "blobs").rglob("*.png"))

    def spoil() -> None:
        one.write_bytes(b"rust")
        other.unlink()
        done = manage(server, "doctor", "--deep")
        assert done.returncode == 1 and f"damaged: blobs/{one.parent.parent.name}" in done.stdout

    spoil()
    mended = server.manage("doctor", "--deep", "--from", str(kept))
    assert "2 files taken" in mended and "All is well." in mended
    spoil()
    server.manage("restore", str(kept), "--replace")
    assert "All is well." in server.manage("doctor", "--deep")


@pytest.mark.parametrize("name", ["", "li wei", "<b>", "x" * 151])
def test_a_name_that_the_pages_refuse_is_refused_here_too(server: Server, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "person", "add", name], cwd=ROOT, env=server.env,
        input="a-long-password\n", capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1 and "A user name is" in done.stderr
