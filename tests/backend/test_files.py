"""Blobs on the disk, pictures over HTTP, the secret key."""

import hashlib
from pathlib import Path

import pytest

from backend import blobs
from backend.services import masks
from tests import pictures
from tests.backend.conftest import api


def test_a_blob_is_found_by_its_content(settings) -> None:
    name = blobs.put(b"picture", "png")
    assert name == hashlib.sha256(b"picture").hexdigest() == blobs.put(b"picture", "png")
    assert blobs.read(name, "png") == b"picture"
    folder = Path(settings.KOUTU_DATA_DIR) / "blobs" / name[:2] / name[2:4]
    assert [file.name for file in folder.iterdir()] == [f"{name}.png"]


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(blobs.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        blobs.write(tmp_path / "there" / "x.png", b"data")
    assert list((tmp_path / "there").iterdir()) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 63, "../" + "a" * 61])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        blobs.path(name, "png")


def test_a_large_file_is_kept_in_pieces(tmp_path: Path) -> None:
    source = tmp_path / "large"
    source.write_bytes(bytes(range(256)) * 10_000)
    name = blobs.put_file(source, "bin")
    assert blobs.read(name, "bin") == source.read_bytes()


def test_pictures_are_kept_for_ever_when_the_revision_is_named(admin, image) -> None:
    client, path = api(admin), f"/api/v1/images/{image.id}"
    masks.import_revision(image, "product", pictures.ellipse(), admin)
    for what in ("thumb", "overlay", "cutout", "file"):
        current = client.get(f"{path}/{what}?r=1")
        assert current.status_code == 200
        assert "immutable" in current.headers["Cache-Control"]
        assert "no-cache" in client.get(f"{path}/{what}").headers["Cache-Control"]
        etag = current.headers["ETag"]
        assert client.get(f"{path}/{what}", HTTP_IF_NONE_MATCH=etag).status_code == 304
        assert "sandbox" in current.headers["Content-Security-Policy"]
        assert current.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-cache" in client.get(f"{path}/overlay?r=7").headers["Cache-Control"]
    assert client.get(f"{path}/overlay?size=300").json()["code"] == "invalid_size"


def test_a_lost_file_is_said_to_be_lost(admin, image) -> None:
    blobs.path(image.working, image.working_extension).unlink()
    for what in ("file", "thumb"):
        answer = api(admin).get(f"/api/v1/images/{image.id}/{what}")
        assert (answer.status_code, answer.json()["code"]) == (410, "file_missing")


def test_the_picture_is_served_byte_for_byte(admin, image) -> None:
    answer = api(admin).get(f"/api/v1/images/{image.id}/file")
    assert answer.headers["Content-Type"] == "image/png"
    assert hashlib.sha256(answer.content).hexdigest() == image.working
