"""`manifest.csv` or `manifest.jsonl`: the uploader says which mask belongs to which picture."""

import csv
import io
import json
from dataclasses import dataclass
from typing import Any, Final

from backend.imports.report import Row
from backend.imports.sources import Entry, EntryError

NAMES: Final = ("manifest.csv", "manifest.jsonl")
MAX_BYTES: Final = 64 * 2**20


@dataclass(frozen=True)
class Line:
    """One line of a manifest; `mask` and `label` may be absent."""

    number: int
    image: str
    mask: str | None
    label: str | None


def read_manifest(entry: Entry) -> tuple[list[Line], list[Row]]:
    """The usable lines of a manifest, and a row for every other one.

    A manifest that names no `image` anywhere (that of an export, say) is none of ours: one row.
    """
    if entry.size > MAX_BYTES:
        return [], [Row(entry.name, "error", "manifest_too_large", "Over 64 MB; not read.")]
    try:
        text = entry.read().decode("utf-8-sig")
        records = _csv(text) if entry.name.casefold().endswith(".csv") else _jsonl(text)
    except (EntryError, UnicodeDecodeError, csv.Error) as error:
        return [], [Row(entry.name, "error", "manifest_broken", f"Not read: {error}.")]
    lines: list[Line] = []
    rows: list[Row] = []
    for number, record in records:
        image, mask, label = (_text(record, name) for name in ("image", "mask", "label"))
        if image:
            lines.append(Line(number, image, mask, label))
        else:
            rows.append(
                Row(f"{entry.name}:{number}", "error", "manifest_line", "No `image` in this line.")
            )
    if records and not lines:
        return [], [
            Row(entry.name, "skipped", "manifest_foreign", "No line names an `image`; not used.")
        ]
    return lines, rows


def _csv(text: str) -> list[tuple[int, Any]]:
    return [(number, record) for number, record in enumerate(csv.DictReader(io.StringIO(text)), 2)]


def _jsonl(text: str) -> list[tuple[int, Any]]:
    records: list[tuple[int, Any]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                records.append((number, json.loads(line)))
            except (json.JSONDecodeError, RecursionError):
                records.append((number, None))
    return records


def _text(record: Any, name: str) -> str | None:
    value = record.get(name) if isinstance(record, dict) else None
    return value.strip() or None if isinstance(value, str) else None
