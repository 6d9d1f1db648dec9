"""Uploads as people send them, run through the real import."""

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as Pillow

from backend.models import Dataset, Image, Job
from backend.services import jobs, masks
from tests import pictures

MASK = pictures.ellipse()
PHOTO = pictures.photo()


def png(pixels: np.ndarray) -> bytes:
    """PNG bytes of a picture or a bool mask."""
    return pictures.png(pixels)


def photo(seed: int = 0) -> bytes:
    """A PNG photo; each seed gives another one."""
    pixels = PHOTO.copy()
    pixels[:8, :8] = np.random.default_rng(seed).integers(0, 255, (8, 8, 3), np.uint8)
    return png(pixels)


def saved(image: Pillow.Image, kind: str = "PNG", **options: object) -> bytes:
    """The bytes of a picture in a format."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    """A zip of the files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def run(dataset: Dataset, path: Path, **params: Any) -> Job:
    """Import the path by a job, to its end."""
    user = dataset.memberships.get(role="admin").user
    job = jobs.create("import", user=user, dataset=dataset, params={"path": str(path), **params})
    return jobs.run_now(job)


def send(dataset: Dataset, folder: Path, files: dict[str, bytes], **params: Any) -> Job:
    """Import a zip of the files; the job is done, whatever they hold."""
    job = run(dataset, zipped(folder / "upload.zip", files), **params)
    assert job.state == "done", job.error
    return job


def codes(job: Job) -> dict[str, str]:
    """What the report says of each file."""
    return {row["file"]: row["code"] for row in job.report["rows"]}


def keys(dataset: Dataset) -> list[str]:
    """The keys of the dataset's images, in order."""
    return sorted(Image.objects.filter(dataset=dataset).values_list("key", flat=True))


def mask_of(dataset: Dataset, key: str, label: str = "product") -> np.ndarray | None:
    """The mask of an image, (height, width) bool; None = it has none."""
    image = Image.objects.get(dataset=dataset, key=key)
    mask = image.masks.filter(label=label).select_related("head", "image").first()
    return None if mask is None else masks.pixels(mask)
