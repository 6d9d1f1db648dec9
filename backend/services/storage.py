"""What lies in the data folder and in the bucket against what the database knows: orphans, missing and damaged files.

A blob is shared by everything of the same content, so it goes only when no row names it any more.
"""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from backend import blobs, bucket, folders
from backend.models import Dataset, Image, Job, MaskRevision, Operation
from backend.models.jobs import JobState
from backend.services import uploads

Name = tuple[str, str]
Source = Callable[[Dataset | None], Iterable[Name]]
# A file is written before the row that names it: one this young may still get its row.
YOUNG: Final = 10.0
DERIVED: Final = ("thumbs", "derived")
_sources: list[Source] = []


def referenced_by(source: Source) -> Source:
    """Register what names blobs: (sha256, extension) of a dataset's, or of all when it is given None."""
    _sources.append(source)
    return source


def names(dataset: Dataset | None = None) -> set[Name]:
    """Every blob that the database names, in one dataset or in all."""
    return {name for source in _sources for name in source(dataset)}


@referenced_by
def _of_images(dataset: Dataset | None) -> Iterator[Name]:
    rows = Image.objects.all() if dataset is None else Image.objects.filter(dataset=dataset)
    for sha256, extension, working, other in rows.values_list(
        "sha256", "extension", "working", "working_extension"
    ).iterator():
        yield sha256, extension
        yield working, other


@referenced_by
def _of_masks(dataset: Dataset | None) -> Iterator[Name]:
    rows = MaskRevision.objects.order_by()
    offers = Operation.objects.exclude(alternatives="")
    if dataset is not None:
        rows = rows.filter(mask__image__dataset=dataset)
        offers = offers.filter(image__dataset=dataset)
    for blob in rows.values_list("blob", flat=True).iterator():
        yield blob, "png"
    for blob in offers.values_list("alternatives", flat=True).iterator():
        yield blob, "json"


@dataclass
class Findings:
    """What does not fit; paths are relative to the data folder."""

    checked: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    bytes: int = 0

    @property
    def well(self) -> bool:
        """Whether everything that is needed is there and as it was written."""
        return not self.missing and not self.damaged


def inspect(*, deep: bool, step: Callable[[], None] = lambda: None) -> Findings:
    """Compare files and rows; `deep` also reads every blob and computes its hash anew."""
    found = Findings()
    known = names()
    there = {kept.place: kept.size for kept in blobs.kept()}
    for sha256, extension in sorted(known):
        place = blobs.place(sha256, extension)
        found.checked += 1
        if there.pop(place, None) is None:
            found.missing.append(f"blobs/{place}")
        elif deep and blobs.stored_digest(sha256, extension) != sha256:
            found.damaged.append(f"blobs/{place}")
        step()
    found.orphans = [f"blobs/{place}" for place in sorted(there)]
    found.bytes = sum(there.values())
    return found


def collect(only: Iterable[Name] | None = None) -> tuple[int, int]:
    """Remove the files that nothing names (of `only` these blobs: those among them); answers how many,
    and how many bytes. A file that was written or asked for a moment ago stays.
    """
    known = {blobs.place(*name) for name in names()}
    wanted = None if only is None else {blobs.place(*name) for name in only}
    found = (kept.place for kept in blobs.kept()) if wanted is None else iter(wanted)
    doomed = [place for place in found if place not in known]
    before = _cutoff()
    count = size = 0
    for place in doomed:
        # Looked at once more: somebody may just have got the same content.
        kept = blobs.look_at(place)
        if kept is not None and kept.modified < before:
            blobs.remove(place)
            count, size = count + 1, size + kept.size
    for path in [*_copies(known), *_derived_orphans(), *_leftovers()]:
        try:
            state = path.stat()
            if state.st_mtime < before:
                path.unlink()
                count, size = count + 1, size + state.st_size
        except FileNotFoundError:
            continue
    return count, size


def wait_for_young(only: Iterable[Name], step: Callable[[], None] = lambda: None) -> None:
    """Come back when none of these blobs is younger than what `collect` takes."""
    deadline = time.time() + YOUNG
    while time.time() < deadline and any(_young(name) for name in only):
        time.sleep(0.25)
        step()


def usage() -> dict[str, int]:
    """Bytes on the disk of the data folder: free, total, and by what they are for."""
    root = Path(settings.KOUTU_DATA_DIR)
    disk = shutil.disk_usage(root)
    parts = {name: _size(root / name) for name in ("blobs", "exports", "uploads", "backups")}
    parts["thumbs"] = sum(_size(root / name) for name in DERIVED)
    database = folders.there(root.glob("koutu.sqlite3*"))
    parts["database"] = sum(state.st_size for _, state in database)
    return {"free": disk.free, "total": disk.total, **parts}


def _copies(known: set[str]) -> Iterator[Path]:
    """Of what a bucket has, the copies on this machine that no row names, and the oldest of too many."""
    if not bucket.used():
        return
    room = settings.KOUTU_S3_CACHE_GB * 2**30
    for kept in sorted(blobs.copies(), key=lambda kept: kept.modified, reverse=True):
        room -= kept.size
        if room < 0 or kept.place not in known:
            yield blobs.root() / kept.place


def _derived_orphans() -> Iterator[Path]:
    """Pictures made from pictures that are gone, or of images that are."""
    root = Path(settings.KOUTU_DATA_DIR)
    made = [path for name in DERIVED for path, _ in folders.files(root / name)]
    known = set(Image.objects.values_list("working", flat=True).iterator()) if made else set()
    for path in made:
        if path.name[:64] not in known and path.parent.name not in known:
            yield path


def _leftovers() -> Iterator[Path]:
    """Zips of exports and uploads whose jobs are gone or over."""
    root = Path(settings.KOUTU_DATA_DIR)
    exported = set(Job.objects.filter(kind="export").values_list("id", flat=True))
    for path in (root / "exports").glob("*"):
        if not path.stem.isdecimal() or int(path.stem) not in exported:
            yield path
    waiting = Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING])
    wanted = {str(params.get("file")) for params in waiting.values_list("params", flat=True)}
    for path in uploads.root().glob("*.upload"):
        # What is being sent has no job yet.
        if str(path) not in wanted and _age(path) > timedelta(days=1).total_seconds():
            yield path


def _cutoff() -> float:
    """Files from before this moment have their rows if they will ever have some."""
    running = Job.objects.filter(kind="import", state=JobState.RUNNING)
    started = running.aggregate(first=Min("started"))["first"]
    now = timezone.now() - timedelta(seconds=YOUNG)
    return min(now, started).timestamp() if started else now.timestamp()


def _young(name: Name) -> bool:
    kept = blobs.look(*name)
    return kept is not None and time.time() - kept.modified < YOUNG


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _size(folder: Path) -> int:
    return sum(state.st_size for _, state in folders.files(folder))
