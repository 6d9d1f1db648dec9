"""Where files of an import come from: a zip, a folder, a single picture. One small face for all."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Protocol, Self

from backend.imports.report import Row

MAX_ENTRIES: Final = 200_000
MAX_FILE_BYTES: Final = 300 * 2**20
JUNK: Final = (".ds_store", "thumbs.db", "desktop.ini")


class SourceError(ValueError):
    """The whole source cannot be imported; nothing was."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class EntryError(ValueError):
    """One file of a source cannot be read; the others can."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Entry:
    """One file: its relative POSIX path, its size in bytes, and a way to its bytes."""

    name: str
    size: int
    read: Callable[[], bytes]
    """Raises EntryError."""


class Source(Protocol):
    """Files that may be imported, and rows about those that may not."""

    entries: list[Entry]
    refused: list[Row]

    def __enter__(self) -> Self: ...
    def __exit__(self, *exc: object) -> None: ...


class OpenSource:
    """A source that holds nothing open."""

    def __init__(self, entries: list[Entry], refused: list[Row]) -> None:
        self.entries, self.refused = entries, refused

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        return None


def single(path: Path, name: str) -> OpenSource:
    """One picture that was uploaded under `name`; folders in the name are ignored."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    return OpenSource([_file_entry(path, plain)], [])


def folder(root: Path) -> OpenSource:
    """Every file below `root`, by its path relative to it. Links are reported, never followed."""
    if not root.is_dir():
        raise SourceError("not_a_folder", f"{root} is not a folder that can be read.")
    entries: list[Entry] = []
    refused: list[Row] = []
    for place, folders, files in os.walk(root, followlinks=False):
        folders.sort()
        for name in sorted(files + [d for d in folders if Path(place, d).is_symlink()]):
            path = Path(place, name)
            relative = path.relative_to(root).as_posix()
            if is_junk(relative):
                continue
            if not stat.S_ISREG(path.lstat().st_mode):
                refused.append(Row(relative, "error", "link", "Links are not followed."))
                continue
            entries.append(_file_entry(path, relative))
            if len(entries) > MAX_ENTRIES:
                raise SourceError("too_many_files", f"More than {MAX_ENTRIES:,} files.")
    return OpenSource(entries, refused)


def is_junk(name: str) -> bool:
    """Files that operating systems leave behind and nobody means to import."""
    parts = PurePosixPath(name).parts
    last = parts[-1].casefold() if parts else ""
    return "__MACOSX" in parts or last in JUNK or last.startswith("._")


def _file_entry(path: Path, name: str) -> Entry:
    size = path.stat().st_size

    def read() -> bytes:
        if size > MAX_FILE_BYTES:
            raise EntryError("file_too_large", f"Over {MAX_FILE_BYTES // 2**20} MB.")
        try:
            return path.read_bytes()
        except OSError as error:
            raise EntryError("file_unreadable", f"Cannot be read: {error.strerror}.") from error

    return Entry(name, size, read)
