"""The disk: what nobody names goes, what is shared stays, what is missing or damaged is found."""

import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from backend import blobs, thumbs, upkeep
from backend.models import Dataset, Image, Job
from backend.services import datasets, images, jobs, masks, storage
from tests import pictures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of this very second count as old."""
    monkeypatch.setattr(storage, "YOUNG", -5.0)


def files(root: Path, *parts: str) -> set[Path]:
    return {p for part in parts for p in (root / part).rglob("*") if p.is_file()}


def worked_on(dataset: Dataset, key: str) -> Image:
    image = pictures.stored(dataset, key)
    masks.import_revision(image, "product", pictures.ellipse(), None)
    thumbs.render(image, "overlay", 128)
    return image


def run_waiting() -> None:
    for job in Job.objects.filter(state="queued"):
        assert jobs.run_now(job).state == "done", job.error


def test_a_deleted_dataset_frees_its_disk_but_not_what_others_share(admin, settings) -> None:
    root = settings.KOUTU_DATA_DIR
    first, second = (datasets.create(admin, name) for name in ("first", "second"))
    worked_on(first, "a"), worked_on(second, "b")  # the same picture and mask in both
    before = files(root, "blobs")
    assert before and files(root, "thumbs")
    datasets.remove(first, admin)
    run_waiting()
    assert files(root, "blobs") == before and storage.inspect(deep=True).well
    datasets.remove(second, admin)
    run_waiting()
    assert not files(root, "blobs", "thumbs")


def test_what_was_written_or_asked_for_a_moment_ago_stays(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "YOUNG", 10.0)
    name = blobs.put(b"its row comes in a moment", "png")
    assert storage.collect() == (0, 0)
    os.utime(blobs.path(name, "png"), (1, 1))
    blobs.put(b"its row comes in a moment", "png")  # somebody else has the same content
    assert storage.collect() == (0, 0)
    os.utime(blobs.path(name, "png"), (1, 1))
    assert storage.collect() == (1, len(b"its row comes in a moment"))


def test_while_an_import_runs_nothing_of_its_time_goes(dataset: Dataset, admin) -> None:
    name = blobs.put(b"of a picture that is being imported", "png")
    Job.objects.create(
        kind="import", state="running", dataset=dataset, started=timezone.now() - timedelta(hours=1)
    )
    storage.collect()
    assert blobs.exists(name, "png")


def test_orphans_missing_and_damaged_files_are_told_apart(dataset: Dataset) -> None:
    image, other = worked_on(dataset, "a"), worked_on(dataset, "b")
    assert storage.inspect(deep=True).well
    orphan = blobs.put(b"nobody's", "png")
    mask = image.masks.get()
    blobs.path(image.sha256, image.extension).write_bytes(b"rust")
    blobs.path(mask.head.blob, "png").unlink()
    found = storage.inspect(deep=True)
    assert [Path(p).stem for p in found.orphans] == [orphan]
    assert [Path(p).stem for p in found.damaged] == [image.sha256]
    assert [Path(p).stem for p in found.missing] == [mask.head.blob]
    assert storage.inspect(deep=False).damaged == []
    assert other.sha256 == image.sha256


def test_the_trash_is_emptied_after_its_days(dataset: Dataset, admin, settings) -> None:
    old, fresh, kept = (worked_on(dataset, key) for key in ("old", "fresh", "kept"))
    for image in (old, fresh):
        images.trash(image, admin)
    days = timedelta(days=settings.KOUTU_TRASH_DAYS, minutes=1)
    Image.objects.filter(id=old.id).update(deleted=timezone.now() - days)
    upkeep.daily()
    assert set(Image.objects.values_list("id", flat=True)) == {fresh.id, kept.id}


def test_an_upload_without_a_job_is_kept_for_a_day(settings, dataset: Dataset) -> None:
    folder = settings.KOUTU_DATA_DIR / "uploads"
    young, old, wanted = (folder / f"{name}.upload" for name in "abc")
    for path in (young, old, wanted):
        path.write_bytes(b"zip")
    for path in (old, wanted):
        os.utime(path, (1, 1))
    Job.objects.create(kind="import", dataset=dataset, params={"file": str(wanted)})
    storage.collect()
    assert files(settings.KOUTU_DATA_DIR, "uploads") == {young, wanted}


@pytest.mark.parametrize("moments", [["before"], ["after"], ["before", "after"]])
def test_a_folder_that_is_emptied_under_a_write_is_made_again(
    settings, monkeypatch: pytest.MonkeyPatch, moments: list[str]
) -> None:
    removals = emptying(settings.KOUTU_DATA_DIR / "blobs", monkeypatch, moments)
    name = blobs.put(b"all of it", "png")
    assert blobs.read(name, "png") == b"all of it" and removals == []
    assert files(settings.KOUTU_DATA_DIR, "blobs") == {blobs.path(name, "png")}


def test_a_folder_that_is_emptied_again_and_again_is_given_up(
    settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    removals = emptying(settings.KOUTU_DATA_DIR / "blobs", monkeypatch, ["after"] * 9)
    with pytest.raises(OSError, match="No such file"):
        blobs.put(b"nowhere to be", "png")
    assert len(removals) == 9 - blobs.TRIES


def emptying(root: Path, monkeypatch: pytest.MonkeyPatch, moments: list[str]) -> list[str]:
    """At each next write the folder goes, before or after the new file is there; what is still to come."""
    make = tempfile.mkstemp

    def removed(**where) -> tuple[int, str]:
        moment = moments.pop(0) if moments else "never"
        if moment == "before":
            shutil.rmtree(root)
        made = make(**where)
        if moment == "after":
            shutil.rmtree(root)
        return made

    monkeypatch.setattr(tempfile, "mkstemp", removed)
    return moments
