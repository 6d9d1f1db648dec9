"""From a file's path to its key: which picture or mask it names."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal

MAX_KEY: Final = 400
PICTURES: Final = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".tif", ".tiff", ".bmp"}
)
# Pictures of other kinds: refused by their content, with a reason, rather than passed over.
STRANGERS: Final = frozenset({".gif", ".svg", ".heic", ".heif", ".avif", ".psd", ".pdf", ".ico"})
IMAGE_FOLDERS: Final = frozenset({"images", "image"})
MASK_FOLDERS: Final = frozenset({"masks", "mask", "labels", "annotations"})
SUFFIX: Final = re.compile(r"(?:_mask|-mask|\.mask|_seg|_matte|_alpha)$", re.IGNORECASE)
OBJECT: Final = re.compile(r"^(?P<base>.+)~(?P<label>[^~/]+)-(?P<number>\d{1,4})$")
DRIVE: Final = re.compile(r"^[A-Za-z]:")

Role = Literal["image", "mask", "either"]


@dataclass(frozen=True)
class Name:
    """What a path says: its key, and whether its folder says image or mask."""

    path: str
    key: str
    role: Role


def read_name(path: str) -> Name:
    """The key = the relative path without its last extension and without the folder of its role."""
    parts = list(PurePosixPath(unicodedata.normalize("NFC", path)).parts)
    role: Role = "either"
    for position, part in enumerate(parts[:-1]):
        folded = part.casefold()
        if folded in IMAGE_FOLDERS or folded in MASK_FOLDERS:
            role = "image" if folded in IMAGE_FOLDERS else "mask"
            del parts[position]
            break
    stem = PurePosixPath(parts[-1]).stem
    return Name(path, "/".join([*parts[:-1], stem]), role)


@dataclass(frozen=True)
class Place:
    """Where a mask may belong: the image's key, the label (None: the first), the n-th of it."""

    key: str
    label: str | None = None
    number: int = 1


def mask_places(key: str) -> list[Place]:
    """The places that a mask of this key may mean, the most literal reading first."""
    places = [Place(key)]
    plain = SUFFIX.sub("", key)
    if plain != key and plain and not plain.endswith("/"):
        places.append(Place(plain))
    named = OBJECT.match(key)
    if named:
        places.append(Place(named["base"], named["label"], int(named["number"])))
    return places


def has_mask_suffix(key: str) -> bool:
    """Whether the name alone hints at a mask."""
    return bool(SUFFIX.search(key))


def looks_like_picture(path: str) -> bool:
    """Whether the extension claims a picture (of a kind we take or refuse by name)."""
    return PurePosixPath(path).suffix.casefold() in PICTURES | STRANGERS


def unsafe(path: str) -> str | None:
    """Why this path may not come in, or None. Nothing is repaired: a hostile name is refused."""
    if not path or path != path.strip("\0") or any(unicodedata.category(c) == "Cc" for c in path):
        return "The name holds control characters."
    if any(unicodedata.category(c) == "Cs" for c in path):
        return "The name is not valid Unicode."
    if path.startswith("/") or DRIVE.match(path):
        return "The name is an absolute path."
    if ".." in path.split("/"):
        return "The name climbs out of the folder (..)."
    if len(path) > MAX_KEY:
        return f"The name is longer than {MAX_KEY} characters."
    return None
