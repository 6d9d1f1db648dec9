"""Which mask belongs to which picture: by key, never by order, never by a guess between two."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from backend.imports.manifest import NAMES, Line, read_manifest
from backend.imports.names import Name, Place, has_mask_suffix, looks_like_picture, mask_places
from backend.imports.names import read_name as read
from backend.imports.report import Row, Status
from backend.imports.sources import Entry

Slot = tuple[str | None, int]
ARCHIVES: Final = (".zip", ".rar", ".7z", ".tar", ".tgz", ".gz")


@dataclass
class Item:
    """One picture of the dataset-to-be; `image` is None where only masks for a known one came."""

    key: str
    image: Entry | None = None
    masks: dict[Slot, Entry] = field(default_factory=dict)


@dataclass
class Plan:
    """What an import will do, in the order of the keys, and rows for what it will not."""

    items: list[Item]
    rows: list[Row]


class Pairing:
    """Pairs the files of one source. `known` holds the keys that the dataset already has."""

    def __init__(self, entries: Iterable[Entry], known: Set[str], default_label: str) -> None:
        self._entries = list(entries)
        self._known, self._default = known, default_label
        self._rows: list[Row] = []
        self._images: dict[str, list[Entry]] = defaultdict(list)
        self._masks: list[tuple[Entry, list[Place]]] = []

    def plan(self) -> Plan:
        """Sort the files into pictures and masks, then bring them together."""
        manifests, others = _split(self._entries, _is_manifest)
        named = self._follow(manifests, others)
        names = [
            (entry, read(entry.name))
            for entry in others
            if id(entry) not in named and self._is_picture(entry)
        ]
        self._sort(names)
        items = self._unambiguous_images()
        self._attach(items)
        return Plan(sorted(items.values(), key=lambda item: item.key), self._rows)

    def _is_picture(self, entry: Entry) -> bool:
        if looks_like_picture(entry.name):
            return True
        if entry.name.casefold().endswith(ARCHIVES):
            message = "An archive inside another is not opened: unpack it, or import it by itself."
            self._row(entry, "warning", "nested_archive", message)
        else:
            message = "Not a picture by its extension; passed over."
            self._row(entry, "skipped", "not_a_picture", message)
        return False

    def _follow(self, manifests: list[Entry], others: list[Entry]) -> set[int]:
        """Take what the manifests name; the ids of the entries that are settled thereby."""
        paths = {unicodedata.normalize("NFC", entry.name): entry for entry in others}
        named: set[int] = set()
        for manifest in manifests:
            lines, rows = read_manifest(manifest)
            self._rows += rows
            home = PurePosixPath(manifest.name).parent
            for line in lines:
                self._follow_line(line, manifest.name, home, paths, named)
        return named

    def _follow_line(
        self,
        line: Line,
        manifest: str,
        home: PurePosixPath,
        paths: dict[str, Entry],
        named: set[int],
    ) -> None:
        image = _lookup(paths, home, line.image, "images")
        key = read((home / line.image).as_posix()).key
        mask = _lookup(paths, home, line.mask, "masks") if line.mask else None
        for path, found in ((line.image, image or key in self._known), (line.mask, mask)):
            if path and not found:
                where = f"{manifest}:{line.number}"
                message = f"{path}: no such file."
                self._rows.append(Row(where, "error", "manifest_missing", message))
        if image and id(image) not in named:
            named.add(id(image))
            self._images[key].append(image)
        if mask:
            named.add(id(mask))
            self._masks.append((mask, [Place(key, line.label)]))

    def _sort(self, names: list[tuple[Entry, Name]]) -> None:
        pictures = {name.key for _, name in names if name.role != "mask"} | set(self._images)
        known = pictures | self._known
        for entry, name in names:
            places = mask_places(name.key)
            # A product may be called face_mask: the suffix alone makes no mask, a partner does.
            partner = any(place.key in known for place in places[1:])
            if name.role == "mask" or (
                name.role == "either" and has_mask_suffix(name.key) and partner
            ):
                self._masks.append((entry, places))
            else:
                self._images[name.key].append(entry)

    def _unambiguous_images(self) -> dict[str, Item]:
        items: dict[str, Item] = {}
        for key, entries in self._images.items():
            if len(entries) == 1:
                items[key] = Item(key, entries[0])
                continue
            for entry in entries:
                others = ", ".join(e.name for e in entries if e is not entry)
                self._row(entry, "error", "ambiguous_key", f"Same key as {others}; none was taken.")
        return items

    def _attach(self, items: dict[str, Item]) -> None:
        claims: dict[tuple[str, Slot], list[Entry]] = defaultdict(list)
        keys = items.keys() | self._known
        folded: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            folded[key.casefold()].append(key)
        for entry, places in self._masks:
            place = _find(places, keys, folded)
            if place is None:
                near = sorted({key for p in places for key in folded.get(p.key.casefold(), [])})
                if near:
                    self._row(entry, "error", "mask_letter_case", _differing(near))
                else:
                    message = "No picture has this mask's name, neither here nor in the dataset."
                    self._row(entry, "error", "mask_without_image", message)
            else:
                label = None if place.label == self._default else place.label
                claims[place.key, (label, place.number)].append(entry)
        for (key, slot), entries in claims.items():
            if len(entries) == 1:
                items.setdefault(key, Item(key)).masks[slot] = entries[0]
                continue
            for entry in entries:
                others = ", ".join(e.name for e in entries if e is not entry)
                message = f"Same object as {others}; none was taken."
                self._row(entry, "error", "ambiguous_mask", message)

    def _row(self, entry: Entry, status: Status, code: str, message: str) -> None:
        self._rows.append(Row(entry.name, status, code, message))


def _find(places: list[Place], keys: Set[str], folded: dict[str, list[str]]) -> Place | None:
    """The first place that exists; case is ignored only where no second key comes near."""
    for place in places:
        if place.key in keys:
            return place
    for place in places:
        near = folded.get(place.key.casefold(), [])
        if len(near) == 1:
            return Place(near[0], place.label, place.number)
    return None


def _differing(near: list[str]) -> str:
    """Why a mask has no picture where several keys differ from it in case alone."""
    return f"{', '.join(near[:3])} have its name but for upper and lower case; write it like one."


def _is_manifest(entry: Entry) -> bool:
    path = PurePosixPath(entry.name)
    return path.name.casefold() in NAMES and len(path.parts) <= 2


def _split(
    entries: list[Entry], wanted: Callable[[Entry], bool]
) -> tuple[list[Entry], list[Entry]]:
    return [e for e in entries if wanted(e)], [e for e in entries if not wanted(e)]


def _lookup(paths: dict[str, Entry], home: PurePosixPath, path: str, folder: str) -> Entry | None:
    normal = unicodedata.normalize("NFC", path)
    return paths.get((home / normal).as_posix()) or paths.get((home / folder / normal).as_posix())
