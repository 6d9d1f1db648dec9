"""Files named by the SHA-256 of their content, at `ab/cd/<sha256>.<extension>`.

They are kept below `blobs/` of the data folder, or in a bucket (`backend.bucket`); then that folder holds copies of
those that were used last, and may be emptied at any moment. A blob is complete or not there: written beside its
place, flushed to the disk, then renamed.
"""

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

from backend import bucket, folders
from backend.bucket import Kept

TRIES: Final = 3


def place(sha256: str, extension: str) -> str:
    """The blob's name in the store."""
    if len(sha256) != 64 or not sha256.isalnum() or not extension.isalnum():
        raise ValueError("not the name of a blob")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}.{extension}"


def path(sha256: str, extension: str) -> Path:
    """Where the blob, or its copy, is on this machine, or would be."""
    return root() / place(sha256, extension)


def root() -> Path:
    """The folder of all blobs."""
    return Path(settings.KOUTU_DATA_DIR) / "blobs"


def local(sha256: str, extension: str) -> Path:
    """The blob as a file of this machine, fetched if it is not here. Raises FileNotFoundError."""
    target = path(sha256, extension)

    def fetch(file: BinaryIO) -> None:
        if bucket.fetch(place(sha256, extension), file.write) != sha256:
            raise OSError(f"{target.name} in the bucket is damaged")

    if bucket.used() and not _renewed(target):
        _store(target, fetch)
    return target


def exists(sha256: str, extension: str) -> bool:
    """Whether the blob is there."""
    return look(sha256, extension) is not None


def read(sha256: str, extension: str) -> bytes:
    """The blob's content. Raises FileNotFoundError."""
    left = TRIES
    while True:
        left -= 1
        try:
            return local(sha256, extension).read_bytes()
        except FileNotFoundError:
            # A copy that was just found may be gone: then it is fetched.
            if not (left and bucket.used()):
                raise


def digest(data: bytes) -> str:
    """The name that `data` has as a blob."""
    return hashlib.sha256(data).hexdigest()


def put(data: bytes, extension: str) -> str:
    """Keep `data`; answers its SHA-256. When this returns, a power cut does not lose it."""
    sha256 = digest(data)
    if bucket.used():
        bucket.put(place(sha256, extension), io.BytesIO(data))
    target = path(sha256, extension)
    if not _renewed(target):
        write(target, data)
    return sha256


def put_file(source: Path, extension: str) -> str:
    """Keep a copy of the file `source`, read in pieces; answers its SHA-256."""
    with source.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if bucket.used():
            file.seek(0)
            bucket.put(place(sha256, extension), file)
            return sha256
        target = path(sha256, extension)
        if not _renewed(target):
            _store(target, partial(_copy, file))
    return sha256


def copy(sha256: str, extension: str, target: Path) -> str:
    """Write the stored content to the file `target`; answers the SHA-256 that it has by now.

    Raises FileNotFoundError.
    """
    if bucket.used():
        return bucket.copy(place(sha256, extension), target)
    shutil.copyfile(path(sha256, extension), target)
    return _hash(target)


def stored_digest(sha256: str, extension: str) -> str:
    """The SHA-256 of what the store has under that name, computed anew. Raises FileNotFoundError."""
    if bucket.used():
        return bucket.fetch(place(sha256, extension), len)
    return _hash(path(sha256, extension))


def kept() -> Iterator[Kept]:
    """Everything in the store, also what a crash left of writing a blob."""
    if bucket.used():
        yield from bucket.kept()
        return
    yield from copies()


def copies() -> Iterator[Kept]:
    """Everything in the folder: with a bucket, what of it is on this machine."""
    for file, state in folders.files(root()):
        yield Kept(file.relative_to(root()).as_posix(), state.st_size, state.st_mtime)


def look(sha256: str, extension: str) -> Kept | None:
    """What the store has under that name now, or None."""
    return look_at(place(sha256, extension))


def look_at(where: str) -> Kept | None:
    """As `look`, by the place."""
    if bucket.used():
        return bucket.look(where)
    try:
        state = (root() / where).stat()
    except FileNotFoundError:
        return None
    return Kept(where, state.st_size, state.st_mtime)


def remove(where: str) -> None:
    """Have no longer what is at this place of the store, nor its copy."""
    if bucket.used():
        bucket.remove(where)
    (root() / where).unlink(missing_ok=True)


def _renewed(target: Path) -> bool:
    """Whether the file is there; then it counts as new, so that nobody sweeps it before its row is written."""
    try:
        os.utime(target)
    except FileNotFoundError:
        return False
    return True


def _copy(source: BinaryIO, target: BinaryIO) -> None:
    source.seek(0)
    shutil.copyfileobj(source, target, 1 << 20)


def _hash(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def write(target: Path, data: bytes) -> None:
    """Put `data` at `target`, all of it or nothing."""
    _store(target, lambda file: file.write(data))


class _FolderGone(OSError):
    """Somebody removed the folder that is written in."""


def _store(target: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Put at `target` what `fill` writes, all of it or nothing; once more when its folder is gone meanwhile."""
    for left in reversed(range(TRIES)):
        try:
            with _complete(target) as file:
                fill(file)
            return
        except _FolderGone:
            if not left:
                raise


@contextmanager
def _complete(target: Path) -> Iterator[BinaryIO]:
    """A temporary file beside `target` that takes its place when the block ends well."""
    with _told_gone():
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with _told_gone():
            temporary.replace(target)
            _sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _told_gone() -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, FileExistsError) as error:  # there when looked at, and then not
        raise _FolderGone(*error.args) from error


def _sync_folder(folder: Path) -> None:
    """A rename is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
