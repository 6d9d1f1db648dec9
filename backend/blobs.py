"""Files named by the SHA-256 of their content, under `blobs/ab/cd/` of the data folder.

A blob is complete or not there: written beside its place, flushed to the disk, then renamed.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


def path(sha256: str, extension: str) -> Path:
    """Where the blob is, or would be."""
    if len(sha256) != 64 or not sha256.isalnum() or not extension.isalnum():
        raise ValueError("not the name of a blob")
    return root() / sha256[:2] / sha256[2:4] / f"{sha256}.{extension}"


def root() -> Path:
    """The folder of all blobs."""
    return Path(settings.KOUTU_DATA_DIR) / "blobs"


def exists(sha256: str, extension: str) -> bool:
    """Whether the blob is there."""
    return path(sha256, extension).is_file()


def read(sha256: str, extension: str) -> bytes:
    """The blob's content. Raises FileNotFoundError."""
    return path(sha256, extension).read_bytes()


def open(sha256: str, extension: str) -> BinaryIO:
    """The blob, open for reading. Raises FileNotFoundError."""
    return path(sha256, extension).open("rb")


def digest(data: bytes) -> str:
    """The name that `data` has as a blob."""
    return hashlib.sha256(data).hexdigest()


def put(data: bytes, extension: str) -> str:
    """Keep `data`; answers its SHA-256. When this returns, a power cut does not lose it."""
    sha256 = digest(data)
    target = path(sha256, extension)
    if not _renewed(target):
        write(target, data)
    return sha256


def put_file(source: Path, extension: str) -> str:
    """Keep a copy of the file `source`, read in pieces; answers its SHA-256."""
    with source.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        target = path(sha256, extension)
        if not _renewed(target):
            file.seek(0)
            with _complete(target) as temporary:
                while piece := file.read(1 << 20):
                    temporary.write(piece)
    return sha256


def _renewed(target: Path) -> bool:
    """Whether the blob is there; then it counts as new, so that nobody sweeps it before its row is written."""
    try:
        os.utime(target)
    except FileNotFoundError:
        return False
    return True


def write(target: Path, data: bytes) -> None:
    """Put `data` at `target`, all of it or nothing."""
    with _complete(target) as temporary:
        temporary.write(data)


class _complete:
    """A temporary file beside `target` that takes its place when the block ends well."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __enter__(self) -> BinaryIO:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.target.parent, prefix=".new-")
        self.temporary, self.file = Path(name), os.fdopen(handle, "wb")
        return self.file

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self.file.flush()
                os.fsync(self.file.fileno())
                self.file.close()
                self.temporary.replace(self.target)
                _sync_folder(self.target.parent)
        finally:
            self.file.close()
            self.temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """A rename is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
