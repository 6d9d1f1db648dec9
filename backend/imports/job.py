"""The job `import`: plan, prepare in parallel, write one picture at a time, report."""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from backend.errors import Refused
from backend.imports.archive import Archive
from backend.imports.pairing import Item, Pairing
from backend.imports.prepare import Known, Prepared, prepare
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
    return Archive(path) if start in ZIP_STARTS else single(path, params.get("name") or path.name)


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
        self._report.extend(prepared.rows)
        if self._report.dry_run:
            rows = self._image_rows(prepared)
            masks_read = prepared.masks
            rows += [_mask_row(entry.name, "created", doubts) for _, entry, _, doubts in masks_read]
        else:
            try:
                with transaction.atomic():
                    rows = self._write_rows(prepared)
            except Refused as error:
                name = prepared.item.image.name if prepared.item.image else prepared.item.key
                rows = [Row(name, "error", error.code, error.detail)]
        self._report.extend(rows)
        taken = [row for row in rows if row.status in ("ok", "warning")]
        self._report.counts["images"] += sum(row.width is not None for row in taken)
        self._report.counts["masks"] += sum(row.width is None for row in taken)

    def _write_rows(self, prepared: Prepared) -> list[Row]:
        rows = self._image_rows(prepared)
        image = None
        if prepared.image is not None:
            image = images.create(self._dataset, prepared.item.key, **vars(prepared.image))
        elif prepared.known is not None:
            image = Image.objects.get(id=prepared.known.id)
        if image is None:
            return rows
        for (label, number), entry, mask, doubts in prepared.masks:
            label = label or self._default
            revision = masks.import_revision(
                image, label, mask, self._user, number=number, replace=self._replace
            )
            outcome = "created" if revision else self._why_not(image, label)
            rows.append(_mask_row(entry.name, outcome, doubts))
        return rows

    @staticmethod
    def _why_not(image: Image, label: str) -> str:
        made = MaskRevision.objects.filter(mask__image=image, mask__label=label)
        return "kept" if made.exclude(kind="import").exists() else "unchanged"

    def _image_rows(self, prepared: Prepared) -> list[Row]:
        entry, image = prepared.item.image, prepared.image
        if entry is None or image is None:
            return []
        paired = ", ".join(mask.name for _, mask, _, _ in prepared.masks) or None
        status, code = ("warning", "picture_guessed") if prepared.notes else ("ok", "imported")
        text = " ".join(prepared.notes)
        return [Row(entry.name, status, code, text, paired, image.width, image.height)]


def _mask_row(name: str, outcome: str, doubts: list[tuple[str, str]]) -> Row:
    if outcome == "unchanged":
        return Row(name, "skipped", "same_mask", "Already in the dataset.")
    if outcome == "kept":
        return Row(name, "warning", "work_kept", "Somebody worked on this mask; it was kept.")
    if doubts:
        return Row(name, "warning", doubts[0][0], " ".join(text for _, text in doubts))
    return Row(name, "ok", "imported", "")
