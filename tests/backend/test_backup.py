"""What a backup writes of a row is the row, and what is not whole is refused."""

import gzip
import json
from pathlib import Path

import pytest
from django.apps import apps

from backend.models import Image, MaskRevision
from backend.services import backups, images, masks, users
from tests import pictures

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(image: Image, admin, tmp_path: Path) -> Path:
    """A backup of a picture with a mask, people, marks and an audit."""
    users.change(admin, admin, {"first_name": "Ada", "last_name": "Ünal"})
    masks.import_revision(image, "product", pictures.ellipse(), None)
    images.mark(image, admin, flagged=True)
    backups.create(tmp_path / "kept")
    return tmp_path / "kept"


def test_every_row_comes_back_as_it_was(kept: Path) -> None:
    models = {m._meta.label_lower: m for m in apps.get_models(include_auto_created=True)}
    seen = set()
    for name, values in backups.read_rows(kept):
        model = models[name]
        row = backups._row(model, values)
        fields = {f.attname: f for f in model._meta.concrete_fields}
        again = {name: backups._plain(field, row) for name, field in fields.items()}
        assert json.loads(json.dumps(again)) == values
        stored = model._base_manager.get(pk=row.pk)
        for attname in fields:
            assert getattr(row, attname) == getattr(stored, attname), (name, attname)
        seen.add(name)
    assert {"backend.user", "backend.image", "backend.maskrevision", "backend.auditentry"} <= seen


def test_it_names_every_file_and_is_whole(kept: Path, image: Image) -> None:
    manifest = backups.verify(kept)
    head = MaskRevision.objects.get()
    assert set(manifest["blobs"]) == {f"{image.sha256}.png", f"{head.blob}.png"}


def test_a_second_backup_into_the_same_folder_writes_only_what_is_new(kept: Path) -> None:
    files = {p: p.stat().st_mtime_ns for p in (kept / "blobs").rglob("*") if p.is_file()}
    stray = kept / "blobs" / "aa" / "of-a-dataset-that-is-gone.png"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"old")
    backups.create(kept)
    assert {p: p.stat().st_mtime_ns for p in (kept / "blobs").rglob("*") if p.is_file()} == files


@pytest.mark.parametrize("part", ["rows.jsonl.gz", "blob", "manifest.json"])
@pytest.mark.parametrize("how", ["flip", "cut", "gone"])
def test_a_spoiled_backup_is_refused(kept: Path, part: str, how: str) -> None:
    blob = next(p for p in (kept / "blobs").rglob("*") if p.is_file())
    path = blob if part == "blob" else kept / part
    raw = bytearray(path.read_bytes())
    if how == "gone":
        path.unlink()
    elif how == "cut":
        path.write_bytes(raw[: len(raw) // 2])
    else:
        raw[len(raw) // 3] ^= 0xFF
        path.write_bytes(raw)
    with pytest.raises(backups.BackupError):
        backups.verify(kept)


def test_a_name_that_leads_elsewhere_is_refused(kept: Path) -> None:
    file = kept / "manifest.json"
    manifest = json.loads(file.read_text())
    manifest["blobs"]["../../../etc/passwd"] = 1
    file.write_text(json.dumps(manifest))
    with pytest.raises(backups.BackupError, match="not the name of a blob"):
        backups.verify(kept)


def test_a_row_of_an_unknown_table_is_refused(kept: Path) -> None:
    with gzip.open(kept / "rows.jsonl.gz", "wt") as file:
        file.write('["auth.permission", {"id": 1}]\n')
    with pytest.raises(backups.BackupError, match="no table"):
        backups.put_rows(kept, apps)


def test_a_damaged_file_is_not_saved_as_if_it_were_whole(
    kept: Path, image: Image, settings, tmp_path: Path
) -> None:
    from backend import blobs

    blobs.path(image.sha256, "png").write_bytes(b"rust")
    with pytest.raises(backups.BackupError, match="is damaged"):
        backups.create(tmp_path / "other")
    assert not (tmp_path / "other" / "manifest.json").exists()
