"""A backup of either database is restored into either, and everything is as it was."""

import gzip
import json
from pathlib import Path

import pytest

from tests import pictures
from tests.backend.imports.upload import zipped
from tests.server import Server

pytestmark = pytest.mark.timeout(400)


def filled(folder: Path, env: dict[str, str] | None = None) -> Server:
    """A server that does not run, with two pictures, a mask, people and an audit."""
    server = Server(folder, env)
    server.manage("prepare")
    files = {f"images/p{n}.png": pictures.png(pictures.photo(160 + n)) for n in range(2)}
    files["masks/p1.png"] = pictures.png(pictures.ellipse(161))
    upload = zipped(folder / "in.zip", files)
    server.manage("import_dataset", "Shoes 鞋", str(upload))
    upload.unlink()
    return server


@pytest.mark.services
def test_from_one_database_into_the_other_and_back(tmp_path: Path, database: str) -> None:
    for name in "abc":
        (tmp_path / name).mkdir()
    small = filled(tmp_path / "a")
    before = content(small, tmp_path / "kept")
    large = Server(tmp_path / "b", {"KOUTU_DATABASE_URL": database})
    assert "restored" in large.manage("restore", str(tmp_path / "kept"))
    # What is new gets numbers behind what was restored.
    large.manage("import_dataset", "More", str(_one(tmp_path)))
    after = content(large, tmp_path / "later")
    assert before < after
    with pytest.raises(AssertionError, match="--replace"):
        large.manage("restore", str(tmp_path / "later"))
    back = Server(tmp_path / "c")
    back.manage("restore", str(tmp_path / "later"))
    assert content(back, tmp_path / "last") == after
    assert "All is well." in back.manage("doctor", "--deep")


def test_a_running_server_keeps_its_data(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    server = filled(tmp_path / "a")
    before = content(server, tmp_path / "kept")
    server.start()
    try:
        with pytest.raises(AssertionError, match="stop it first"):
            server.manage("restore", str(tmp_path / "kept"), "--replace")
    finally:
        server.kill()
    server.manage("restore", str(tmp_path / "kept"), "--replace")
    assert content(server, tmp_path / "kept") == before


def content(server: Server, folder: Path) -> set[str]:
    """All rows and files, as a backup into the folder has them."""
    server.manage("backup", "--to", str(folder))
    with gzip.open(folder / "rows.jsonl.gz", "rt") as rows:
        files = json.loads((folder / "manifest.json").read_text())["blobs"]
        return set(rows) | {f"{name} {size}" for name, size in files.items()}


def _one(folder: Path) -> Path:
    return zipped(folder / "one.zip", {"new.png": pictures.png(pictures.photo(170))})
