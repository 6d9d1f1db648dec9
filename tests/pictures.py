"""Small pictures with a known object."""

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pillow

if TYPE_CHECKING:
    from backend.models import Dataset, Image

WIDTH, HEIGHT = 160, 120


def ellipse(width: int = WIDTH, height: int = HEIGHT, shrink: float = 1.0) -> np.ndarray:
    """(height, width) bool: an ellipse in the middle."""
    ys, xs = np.mgrid[0:height, 0:width]
    inside = ((xs - width / 2) / (width * 0.3)) ** 2 + ((ys - height / 2) / (height * 0.3)) ** 2
    return inside < shrink**2


def photo(width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """(height, width, 3) uint8 RGB: the ellipse in yellow on blue, with noise."""
    truth = ellipse(width, height)[..., None]
    noise = np.random.default_rng(5).normal(0, 8, (height, width, 3))
    return (np.where(truth, [220, 180, 60], [60, 90, 130]) + noise).clip(0, 255).astype(np.uint8)


def png(pixels: np.ndarray) -> bytes:
    """PNG bytes of a picture, or of a bool mask as 0 and 255."""
    out = io.BytesIO()
    if pixels.dtype == bool:
        pixels = pixels.astype(np.uint8) * 255
    Pillow.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def stored(dataset: "Dataset", key: str, width: int = WIDTH, height: int = HEIGHT) -> "Image":
    """The photo as an image of the dataset."""
    # Here, so that programs without Django can draw, too.
    from backend import blobs
    from backend.services import images

    data = png(photo(width, height))
    sha256 = blobs.put(data, "png")
    name = (sha256, "png")
    return images.create(
        dataset, key, sha256=sha256, original=name, working=name,
        size_bytes=len(data), width=width, height=height,
    )  # fmt: skip
