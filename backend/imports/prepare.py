"""One picture and its masks, read and checked, ready for the database. Runs beside other ones."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from backend import blobs
from backend.imports.masks import Mask, MaskError, read_mask
from backend.imports.pairing import Item, Slot
from backend.imports.report import Row, Status
from backend.imports.sources import Entry, EntryError
from ml import pictures


@dataclass(frozen=True)
class Known:
    """What the dataset already has under a key."""

    id: int
    sha256: str
    width: int
    height: int
    deleted: datetime | None


@dataclass(frozen=True)
class NewImage:
    """A checked picture whose blobs (sha256, extension) are stored."""

    sha256: str
    original: tuple[str, str]
    working: tuple[str, str]
    size_bytes: int
    width: int
    height: int


@dataclass(frozen=True)
class FoundMask:
    """A mask file that was read: the `number`th object of a label (None: the dataset's first)."""

    name: str
    label: str | None
    number: int
    mask: Mask
    doubts: list[tuple[str, str]]


@dataclass
class Prepared:
    """What is left to write. `image` is None where the dataset has it, or where it is refused."""

    item: Item
    image: NewImage | None = None
    known: Known | None = None
    masks: list[FoundMask] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)


def prepare(item: Item, known: Known | None, *, store: bool) -> Prepared:
    """Decode the picture and its masks; store the picture's blobs where `store` says so.

    Never raises for what a file holds: that becomes a row.
    """
    prepared = Prepared(item, known=known)
    orientation = 1
    if item.image is not None:
        try:
            orientation = _take_image(prepared, item.image, store)
        except (EntryError, pictures.PictureError) as error:
            _refuse(prepared, item.image, error.code, str(error))
            return prepared
    size = prepared.image or known
    if size is not None:
        for slot, entry in item.masks.items():
            _take_mask(prepared, slot, entry, (size.width, size.height), orientation)
    return prepared


def _take_image(prepared: Prepared, entry: Entry, store: bool) -> int:
    data, known = entry.read(), prepared.known
    digest = hashlib.sha256(data).hexdigest()
    if known is not None:
        if known.sha256 != digest:
            raise EntryError("key_taken", "The dataset has another picture of this name.")
        prepared.rows.append(
            _row(entry, "skipped", "same_picture", "Already in the dataset.")
            if known.deleted is None
            else _row(entry, "warning", "in_trash", "In the dataset's trash: restore it there.")
        )
        return pictures.probe(data).orientation
    header, copy, prepared.notes = pictures.working_copy(data)
    original = working = digest, header.extension
    if store:
        blobs.put(data, header.extension)
        if copy is not None:
            working = blobs.put(copy, "png"), "png"
    prepared.image = NewImage(digest, original, working, len(data), header.width, header.height)
    return header.orientation


def _take_mask(
    prepared: Prepared, slot: Slot, entry: Entry, size: tuple[int, int], orientation: int
) -> None:
    try:
        mask, doubts = read_mask(entry.read(), *size, orientation)
    except (EntryError, pictures.PictureError, MaskError) as error:
        prepared.rows.append(_row(entry, "error", error.code, str(error)))
        return
    if mask.any():
        prepared.masks.append(FoundMask(entry.name, *slot, mask, doubts))
    else:
        prepared.rows.extend(_row(entry, "warning", code, text) for code, text in doubts)


def _refuse(prepared: Prepared, entry: Entry, code: str, message: str) -> None:
    prepared.rows.append(_row(entry, "error", code, message))
    for mask in prepared.item.masks.values():
        prepared.rows.append(
            _row(mask, "error", "image_refused", f"Its picture {entry.name} was not taken.")
        )


def _row(entry: Entry, status: Status, code: str, message: str) -> Row:
    return Row(entry.name, status, code, message)
