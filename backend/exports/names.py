"""File names inside an export: the keys of the images, made safe for every file system, unique."""

import re
import unicodedata
from typing import Final

# What Windows refuses in a name, beside control characters; the slash separates folders.
FORBIDDEN: Final = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
RESERVED: Final = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
MAX_PART_BYTES: Final = 200


class Names:
    """Hands out one safe relative path for each key; a collision gets `~2`, `~3`."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, key: str) -> str:
        """A path like `key`; equal calls give different paths."""
        wanted = "/".join(_part(part) for part in key.split("/") if part not in ("", ".", ".."))
        wanted = wanted or "image"
        name, number = wanted, 1
        # Some file systems take A and a for one name.
        while name.casefold() in self._taken:
            number += 1
            name = f"{wanted}~{number}"
        self._taken.add(name.casefold())
        return name


def safe_part(text: str) -> str:
    """One part of a path (a label, a dataset's name), safe on every file system."""
    return _part(text.replace("/", "_"))


def _part(part: str) -> str:
    part = FORBIDDEN.sub("_", unicodedata.normalize("NFC", part))
    part = "".join(c for c in part if unicodedata.category(c) not in ("Cc", "Cs")).rstrip(" .")
    while len(part.encode()) > MAX_PART_BYTES:
        part = part[:-1]
    if not part or RESERVED.match(part):
        part = f"_{part}"
    return part
