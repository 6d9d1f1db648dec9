"""A zip from a stranger: listed, checked and read entry by entry, never unpacked to a path."""

import re
import stat
import threading
import zipfile
import zlib
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Final, Self

from backend.imports.names import unsafe
from backend.imports.report import Row
from backend.imports.sources import (
    MAX_ENTRIES,
    MAX_FILE_BYTES,
    Entry,
    EntryError,
    SourceError,
    is_junk,
)

MAX_TOTAL_BYTES: Final = 200 * 2**30
MAX_RATIO: Final = 200
# Small files may shrink a lot without harm: an empty mask does.
RATIO_FREE_BYTES: Final = 2**20
UTF8_FLAG: Final = 0x800
ENCRYPTED_FLAG: Final = 0x1
GB2312: Final = re.compile(rb"(?:[\x20-\x7e]|[\xa1-\xf7][\xa1-\xfe])*")


class Archive:
    """The files of a zip. Reading is safe from several threads; use it as a context."""

    def __init__(self, path: Path) -> None:
        """Raises SourceError `zip_broken`, `too_many_files` or `zip_too_large`."""
        self.entries: list[Entry] = []
        self.refused: list[Row] = []
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise SourceError("zip_broken", "The zip is damaged or cut short.") from error
        self._lock = threading.Lock()
        try:
            self._list()
        except SourceError:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._zip.close()

    def _list(self) -> None:
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        if len(infos) > MAX_ENTRIES:
            raise SourceError("too_many_files", f"The zip holds more than {MAX_ENTRIES:,} files.")
        total = sum(info.file_size for info in infos)
        if total > MAX_TOTAL_BYTES:
            raise SourceError("zip_too_large", f"Unpacked the zip holds {total / 2**30:.0f} GB.")
        names = Counter(file_name(info) for info in infos)
        for info in infos:
            name = file_name(info)
            if is_junk(name):
                continue
            reason = _refusal(info, name) or (
                ("duplicate_name", "The zip holds this name more than once.")
                if names[name] > 1
                else None
            )
            if reason:
                self.refused.append(Row(printable(name), "error", *reason))
            else:
                self.entries.append(Entry(name, info.file_size, partial(self._read, info)))

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        try:
            with self._lock:
                return self._zip.read(info)
        except (
            zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError,
            RuntimeError,
        ) as error:  # fmt: skip
            raise EntryError("zip_entry_broken", "This file is damaged in the zip.") from error


def file_name(info: zipfile.ZipInfo) -> str:
    """The entry's name with forward slashes; names of Chinese Windows tools are read as GB2312."""
    name = info.orig_filename
    if not info.flag_bits & UTF8_FLAG:
        name = _guess_encoding(name)
    return name.replace("\\", "/")


def printable(name: str) -> str:
    """The name with control characters shown, not sent: for a report."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in name)[:300]


def _guess_encoding(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # Accented letters of cp437 lie below 0xA1, so that this does not catch European names.
    return raw.decode("gb2312", "replace") if GB2312.fullmatch(raw) else name


def _refusal(info: zipfile.ZipInfo, name: str) -> tuple[str, str] | None:
    problem = unsafe(name)
    if problem:
        return "unsafe_name", problem
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "link", "Links and special files are not followed."
    if info.flag_bits & ENCRYPTED_FLAG:
        return "zip_encrypted", "This file is locked with a password."
    if info.file_size > MAX_FILE_BYTES:
        return "file_too_large", f"Over {MAX_FILE_BYTES // 2**20} MB."
    if info.file_size > max(RATIO_FREE_BYTES, MAX_RATIO * info.compress_size):
        return "zip_ratio", f"Packed more than {MAX_RATIO} to 1, as only bombs are."
    return None
