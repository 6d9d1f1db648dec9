"""Files that people send: kept in the data folder until the job that wanted them is done."""

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile


def root() -> Path:
    """The folder of uploads."""
    return Path(settings.KOUTU_DATA_DIR) / "uploads"


def keep(upload: "UploadedFile[Any]") -> Path:
    """Take the uploaded file over; its name is ours, never the client's."""
    target = root() / f"{uuid.uuid4().hex}.upload"
    if isinstance(upload, TemporaryUploadedFile):
        Path(upload.temporary_file_path()).rename(target)
    else:
        with target.open("wb") as out:
            out.writelines(upload.chunks())
    return target


def discard(path: Path | str) -> None:
    """Remove an upload that is no longer wanted; only ever one of ours."""
    path = Path(path)
    if path.parent == root():
        path.unlink(missing_ok=True)
