"""The job `import`: plan, prepare in parallel, write one picture at a time, report."""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from backend.errors import Refused
from backend.imports.archive import Archive
from backend.imports.names import looks_like_picture
from backend.imports.pairing import Item, Pairing
from backend.imports.prepare import FoundMask, Known, Prepared, prepare
from backend.imports.report import Report, Row
from backend.imports.sources import Source, SourceError, folder, single
from backend.models import Dataset, Image, MaskRevision, User
from backend.services import images, jobs, masks, uploads

# Decoding leaves the interpreter lock, so two threads use two cores; the window bounds the memory.
WORKERS: Final = 2
WINDOW: Final = 6
ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")


@jobs.handler("import")
def run(running: jobs.Running) -> None:
    """Import `file` (with its `name`) or `path` into the dataset; running it again is safe."""
    params, dataset = running.params, running.job.dataset
    if dataset is None:
        raise jobs.JobError("no_dataset", "An import needs a dataset.")
    report = Report(dry_run=bool(params.get("dry_run")))
    try:
        with _source(params) as source:
            report.extend(source.refused)
            Importer(dataset, running.job.user, bool(params.get("replace")), report).run(
                source, running
            )
    except SourceError as error:
        raise jobs.JobError(error.code, str(error)) from error
    finally:
        running.report = report.as_json()
    # After a failure the upload stays for a day, so that the import can be repeated.
    if params.get("file"):
        uploads.discard(Path(params["file"]))


def _source(params: Mapping[str, Any]) -> Source:
    path = Path(params.get("file") or params["path"])
    if path.is_dir():
        return folder(path)
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise SourceError("file_unreadable", f"Cannot be read: {error.strerror}.") from error
    if start in ZIP_STARTS:
        return Archive(path)
    name = str(params.get("name") or path.name)
    # In a folder such a file is passed over; here it is all that was asked for.
    if not looks_like_picture(name):
        if not start:
            raise SourceError("empty_file", "The file is empty (0 bytes).")
        raise SourceError(
            "not_a_zip",
            "This is neither a zip nor a picture. Pack the pictures into a zip; no RAR, 7z or tar.",
        )
    return single(path, name)


class Importer:
    """Brings the files of one source into one dataset, adding to `report` as it goes."""

    def __init__(self, dataset: Dataset, user: User | None, replace: bool, report: Report) -> None:
        self._dataset, self._user, self._replace, self._report = dataset, user, replace, report
        self._default = (dataset.labels or ["product"])[0]

    def run(self, source: Source, running: jobs.Running) -> None:
        """Raises jobs.Cancelled between two pictures."""
        known = self._known()
        plan = Pairing(source.entries, known.keys(), self._default).plan()
        self._report.extend(plan.rows)
        running.total(len(plan.items))
        for prepared in self._prepared(plan.items, known):
            self._write(prepared)
            running.step()

    def _known(self) -> dict[str, Known]:
        rows = Image.objects.filter(dataset=self._dataset).values_list(
            "key", "id", "sha256", "width", "height", "deleted"
        )
        return {key: Known(*rest) for key, *rest in rows.iterator()}

    def _prepared(self, items: list[Item], known: Mapping[str, Known]) -> Iterator[Prepared]:
        """The items in order, each checked by a thread while earlier ones are written."""
        waiting: deque[Future[Prepared]] = deque()
        with ThreadPoolExecutor(WORKERS, thread_name_prefix="import") as pool:
            try:
                for item in items:
                    waiting.append(
                        pool.submit(
                            prepare, item, known.get(item.key), store=not self._report.dry_run
                        )
                    )
                    if len(waiting) >= WINDOW:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _write(self, prepared: Prepared) -> None:
        """One transaction: a picture and its masks come in together."""
        self._report.extend(prepared.rows)
        with transaction.atomic():
            rows = self._image_rows(prepared)
            image = None if self._report.dry_run else self._image(prepared, rows)
            for found in prepared.masks:
                rows.append(self._mask_row(found, image))
        self._report.extend(rows)
        taken = [row for row in rows if row.status in ("ok", "warning") and row.code != "work_kept"]
        self._report.counts["images"] += sum(row.width is not None for row in taken)
        self._report.counts["masks"] += sum(row.width is None for row in taken)

    def _image(self, prepared: Prepared, rows: list[Row]) -> Image | None:
        """The image that the masks belong to; None, and a row, when the dataset refused it."""
        if prepared.image is None:
            known = prepared.known
            return Image.objects.select_related("dataset").get(id=known.id) if known else None
        try:
            return images.create(self._dataset, prepared.item.key, **vars(prepared.image))
        except Refused as error:
            rows[:] = [Row(rows[0].file, "error", error.code, error.detail)]
            prepared.masks.clear()
            return None

    def _mask_row(self, found: FoundMask, image: Image | None) -> Row:
        """Write the mask where there is an image for it, and say what came of it."""
        label = found.label or self._default
        try:
            if image is None:  # a dry run
                masks.check_label(Image(dataset=self._dataset), label)
            elif not masks.import_revision(
                image, label, found.mask, self._user, number=found.number, replace=self._replace
            ):
                return self._not_taken(found.name, image, label)
        except Refused as error:
            return Row(found.name, "error", error.code, error.detail)
        if found.doubts:
            text = " ".join(text for _, text in found.doubts)
            return Row(found.name, "warning", found.doubts[0][0], text)
        return Row(found.name, "ok", "imported", "")

    @staticmethod
    def _not_taken(name: str, image: Image, label: str) -> Row:
        made = MaskRevision.objects.filter(mask__image=image, mask__label=label)
        if made.exclude(kind="import").exists():
            return Row(name, "warning", "work_kept", "Somebody worked on this mask; it was kept.")
        return Row(name, "skipped", "same_mask", "Already in the dataset.")

    def _image_rows(self, prepared: Prepared) -> list[Row]:
        entry, image = prepared.item.image, prepared.image
        if entry is None or image is None:
            return []
        paired = ", ".join(mask.name for mask in prepared.masks) or None
        status, code = ("warning", "picture_guessed") if prepared.notes else ("ok", "imported")
        text = " ".join(prepared.notes)
        return [Row(entry.name, status, code, text, paired, image.width, image.height)]
