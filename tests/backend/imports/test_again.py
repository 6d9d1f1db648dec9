"""Importing again is safe: nothing twice, nothing lost, nobody's work overwritten."""

import uuid
from pathlib import Path

import pytest
from django.test import override_settings

from backend.errors import Refused
from backend.imports import roots
from backend.models import Dataset, Image, MaskRevision, User
from backend.services import images, jobs, masks, uploads
from tests.backend.imports.upload import MASK, codes, keys, mask_of, photo, png, run, send, zipped
from tests.pictures import ellipse

pytestmark = pytest.mark.django_db
SMALL = ellipse(shrink=0.6)


def pair(mask=MASK, seed: int = 0) -> dict[str, bytes]:
    """A picture and its pre-label."""
    return {"images/a.png": photo(seed), "masks/a.png": png(mask)}


def work(dataset: Dataset, admin: User) -> None:
    """Somebody replaces the mask by hand."""
    mask = Image.objects.get(dataset=dataset, key="a").masks.get()
    masks.put(mask, SMALL, mask.version, admin, uuid.uuid4(), "digest")


def test_the_same_upload_changes_nothing(dataset: Dataset, tmp_path: Path) -> None:
    send(dataset, tmp_path, pair())
    job = send(dataset, tmp_path, pair())
    assert codes(job) == {"images/a.png": "same_picture", "masks/a.png": "same_mask"}
    assert MaskRevision.objects.count() == 1 and keys(dataset) == ["a"]


def test_a_changed_pre_label_is_a_new_revision(dataset: Dataset, tmp_path: Path) -> None:
    send(dataset, tmp_path, pair())
    send(dataset, tmp_path, {"masks/a.png": png(SMALL)})
    assert (mask_of(dataset, "a") == SMALL).all()
    kinds = MaskRevision.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["import", "import"]


def test_work_is_kept_unless_replacing_is_asked_for(
    dataset: Dataset, admin: User, tmp_path: Path
) -> None:
    send(dataset, tmp_path, pair())
    work(dataset, admin)
    job = send(dataset, tmp_path, pair())
    assert codes(job)["masks/a.png"] == "work_kept"
    assert (mask_of(dataset, "a") == SMALL).all()
    send(dataset, tmp_path, pair(), replace=True)
    assert (mask_of(dataset, "a") == MASK).all()
    assert MaskRevision.objects.count() == 3


def test_another_picture_of_the_same_name_is_refused(dataset: Dataset, tmp_path: Path) -> None:
    send(dataset, tmp_path, pair())
    before = Image.objects.get(dataset=dataset).sha256
    job = send(dataset, tmp_path, pair(SMALL, seed=9))
    assert codes(job) == {"images/a.png": "key_taken", "masks/a.png": "image_refused"}
    assert Image.objects.get(dataset=dataset).sha256 == before
    assert (mask_of(dataset, "a") == MASK).all()


def test_a_picture_in_the_trash_is_told_of(dataset: Dataset, admin: User, tmp_path: Path) -> None:
    send(dataset, tmp_path, pair())
    images.trash(Image.objects.get(dataset=dataset), admin)
    job = send(dataset, tmp_path, {"images/a.png": photo()})
    assert codes(job)["images/a.png"] == "in_trash"


def test_a_dry_run_reports_and_changes_nothing(dataset: Dataset, tmp_path: Path, settings) -> None:
    files = pair() | {"images/b.png": b"broken", "masks/c.png": png(MASK)}
    job = send(dataset, tmp_path, files, dry_run=True)
    assert (job.report["images"], job.report["masks"], job.report["error"]) == (1, 1, 2)
    assert keys(dataset) == [] and not (settings.KOUTU_DATA_DIR / "blobs").exists()
    assert codes(send(dataset, tmp_path, files)) == codes(job)


def test_a_cancelled_import_keeps_what_it_has_and_goes_on_later(
    dataset: Dataset, admin: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SAVE_EVERY", 0.0)
    files = {f"{n:02}.png": photo(n) for n in range(12)}
    path = zipped(tmp_path / "a.zip", files)
    job = jobs.create("import", user=admin, dataset=dataset, params={"path": str(path)})
    create, made = images.create, []

    def counting(*args, **kwargs):
        made.append(args)
        if len(made) == 5:
            jobs.cancel(job)
        return create(*args, **kwargs)

    monkeypatch.setattr(images, "create", counting)
    assert jobs.run_now(job).state == "cancelled"
    assert len(keys(dataset)) == 5 and job.report["images"] == 5
    assert run(dataset, path).state == "done"
    assert len(keys(dataset)) == 12


def test_a_single_picture(dataset: Dataset, admin: User) -> None:
    upload = uploads.root() / "0.upload"
    upload.write_bytes(photo())
    params = {"file": str(upload), "name": "C:\\photos\\连衣裙 1.png"}
    job = jobs.run_now(jobs.create("import", user=admin, dataset=dataset, params=params))
    assert job.state == "done" and keys(dataset) == ["连衣裙 1"]
    assert not upload.exists()


def test_a_folder_without_following_its_links(dataset: Dataset, tmp_path: Path) -> None:
    folder, secret = tmp_path / "shop", tmp_path / "secret"
    (folder / "images" / "x").mkdir(parents=True)
    secret.mkdir()
    (secret / "s.png").write_bytes(photo(7))
    (folder / "images" / "x" / "a.png").write_bytes(photo())
    (folder / "images" / "l.png").symlink_to(secret / "s.png")
    (folder / "images" / "more").symlink_to(secret)
    job = run(dataset, folder)
    assert keys(dataset) == ["x/a"]
    assert codes(job)["images/l.png"] == codes(job)["images/more"] == "link"


def test_only_paths_below_allowed_roots(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "in-other"
    inside.mkdir()
    outside.mkdir()
    (inside / "escape").symlink_to(outside)
    with override_settings(KOUTU_IMPORT_ROOTS=[inside]):
        assert roots.allowed(str(inside)) == inside
        for path in (outside, inside / ".." / "in-other", inside / "escape", inside / "none"):
            with pytest.raises(Refused) as refused:
                roots.allowed(str(path))
            assert refused.value.code == "path_not_allowed"
        for text in ("relative", "\0", "/etc/passwd"):
            with pytest.raises(Refused):
                roots.allowed(text)
