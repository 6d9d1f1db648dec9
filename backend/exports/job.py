"""The job `export`: images of a dataset, one after the other, into a zip in the data folder."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from backend.exports.formats import FORMATS, MANIFEST, WRITERS, File, manifest_line
from backend.exports.names import Names, safe_part
from backend.exports.objects import Outgoing
from backend.models import Dataset, Image, Mask
from backend.services import images, jobs
from ml import codecs, pictures

CHUNK: Final = 200
# What is in the files is compressed already.
PACKED: Final = (".png", ".jpg")


@jobs.handler("export")
def run(running: jobs.Running) -> None:
    """Write the job's zip. Images whose files are missing or damaged become rows of the report."""
    dataset = running.job.dataset
    if dataset is None:
        raise jobs.JobError("no_dataset", "An export needs a dataset.")
    wanted = formats(running.params.get("format"))
    chosen = _chosen(dataset, running.params.get("filter") or {})
    running.total(chosen.count())
    running.report |= {"images": 0, "files": 0}
    folder = f"export-{safe_part(dataset.name)}-{timezone.now():%Y%m%dT%H%M%SZ}"
    target = path(running.job.id)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            _fill(running, archive, folder, chosen, wanted)
        part.replace(target)
    except OSError as error:
        message = f"The zip could not be written: {error.strerror}."
        raise jobs.JobError("not_written", message) from error
    finally:
        part.unlink(missing_ok=True)
    running.report["bytes"] = target.stat().st_size


def path(job_id: int) -> Path:
    """Where the zip of an export job lies once the job is done."""
    return Path(settings.KOUTU_DATA_DIR) / "exports" / f"{job_id}.zip"


def formats(asked: object) -> list[str]:
    """The formats that a request names (one or a list); none = masks and manifest.

    Raises JobError `format_unknown`.
    """
    names = [asked] if isinstance(asked, str) else asked
    if names is None:
        return ["png", MANIFEST]
    if not isinstance(names, list) or not names or any(name not in FORMATS for name in names):
        raise jobs.JobError("format_unknown", f"Formats are {', '.join(FORMATS)}.")
    return [name for name in FORMATS if name in names]


def _chosen(dataset: Dataset, wanted: dict[str, object]) -> QuerySet[Image]:
    """The images that the filter names; without one, every image that has a mask."""
    return images.queryset(dataset, wanted or {"has_mask": True})


def _fill(
    running: jobs.Running,
    archive: zipfile.ZipFile,
    folder: str,
    chosen: QuerySet[Image],
    wanted: list[str],
) -> None:
    names, lines = Names(), []
    for image in _with_masks(chosen):
        outgoing = Outgoing(image, list(image.masks.all()), names.take(image.key))
        try:
            files = list(_files(outgoing, wanted))
        except (OSError, pictures.PictureError, codecs.CodecError) as error:
            running.row(image.key, "error", "file_unreadable", f"Left out: {error}")
        else:
            for name, data in files:
                kind = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
                archive.writestr(f"{folder}/{name}", data, compress_type=kind)
            lines.append(manifest_line(outgoing, [name for name, _ in files]))
            running.report["images"] += 1
            running.report["files"] += len(files)
        running.step()
    if MANIFEST in wanted:
        text = "".join(f"{line}\n" for line in lines)
        archive.writestr(f"{folder}/manifest.jsonl", text, compress_type=zipfile.ZIP_DEFLATED)


def _with_masks(chosen: QuerySet[Image]) -> Iterator[Image]:
    masks = Mask.objects.filter(deleted__isnull=True).select_related("head__author").order_by("id")
    return chosen.prefetch_related(Prefetch("masks", masks)).iterator(chunk_size=CHUNK)


def _files(outgoing: Outgoing, wanted: list[str]) -> Iterator[File]:
    for name in wanted:
        if name in WRITERS and outgoing.pieces:
            yield from WRITERS[name](outgoing)
