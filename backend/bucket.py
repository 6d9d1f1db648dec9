"""The bucket that blobs are kept in when KOUTU_S3_BUCKET is set; asked through django-storages.

Places are those of `backend.blobs`: `ab/cd/<sha256>.<extension>`. What goes wrong on the way is an OSError.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages

ALIAS: Final = "blobs"
PIECE: Final = 1 << 20
GONE: Final = ("404", "NoSuchKey", "NotFound")


class Kept(NamedTuple):
    """A file in the store: its place, its bytes, and the moment it was written or asked for."""

    place: str
    size: int
    modified: float


def used() -> bool:
    """Whether there is a bucket."""
    return ALIAS in settings.STORAGES


def put(place: str, file: BinaryIO) -> None:
    """Keep the file's content there; when this returns, it is stored and counts as new."""
    with _told(place):
        _storage().save(place, File(file))


def fetch(place: str, write: Callable[[bytes], object]) -> str:
    """Hand the content over in pieces; answers its SHA-256. Raises FileNotFoundError."""
    digest = hashlib.sha256()
    with _told(place):
        body = _object(place).get()["Body"]
        for piece in body.iter_chunks(PIECE):
            digest.update(piece)
            write(piece)
    return digest.hexdigest()


def copy(place: str, target: Path) -> str:
    """Write the content to the file `target`; answers its SHA-256. Raises FileNotFoundError."""
    with target.open("wb") as out:
        return fetch(place, out.write)


def kept() -> Iterator[Kept]:
    """Everything that is there."""
    with _told("the bucket"):
        start = _key("")
        for found in _storage().bucket.objects.filter(Prefix=start):
            place = found.key.removeprefix(start)
            yield Kept(place, found.size, found.last_modified.timestamp())


def look(place: str) -> Kept | None:
    """What is there now, or None."""
    try:
        with _told(place):
            found = _object(place)
            found.load()
            return Kept(place, found.content_length, found.last_modified.timestamp())
    except FileNotFoundError:
        return None


def remove(place: str) -> None:
    """Have it no longer."""
    with _told(place):
        _object(place).delete()


def check() -> None:
    """Raises OSError when the bucket cannot be reached."""
    with _told("the bucket"):
        storage = _storage()
        storage.connection.meta.client.head_bucket(Bucket=storage.bucket_name)


def _storage() -> Any:
    return storages[ALIAS]


def _key(place: str) -> str:
    folder = _storage().location.strip("/")
    return f"{folder}/{place}" if folder else place


def _object(place: str) -> Any:
    return _storage().bucket.Object(_key(place))


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Turn what the library raises into OSError."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        code = cast("dict[str, Any]", error.response).get("Error", {}).get("Code")
        kind = FileNotFoundError if code in GONE else OSError
        raise kind(f"{what} in the bucket: {error}") from error
    except BotoCoreError as error:
        raise OSError(f"{what} in the bucket: {error}") from error
