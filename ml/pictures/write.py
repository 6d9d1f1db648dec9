"""Pictures that Koutu makes: working copies, thumbnails, cut-outs. None carries EXIF or a place."""

import io
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from ml.pictures.decode import read, verify
from ml.pictures.header import Header, probe

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


def working_copy(source: bytes | Path) -> tuple[Header, bytes | None, tuple[str, ...]]:
    """The picture's header, its upright 8-bit sRGB copy as PNG bytes, and what had to be guessed.

    The copy is None where the file itself already is one (`Header.plain`); then, too, every pixel
    was decoded once. Raises PictureError.
    """
    if probe(source).plain:
        return verify(source), None, ()
    picture = read(source)
    return picture.header, encoded(picture.image, "PNG", compress_level=1), picture.notes


def thumbnail(rgb: Pixels, size: int) -> bytes:
    """WebP bytes of the (height, width, 3 or 4) picture, its long side at most `size` pixels."""
    height, width = rgb.shape[:2]
    scale = min(1.0, size / max(height, width))
    target = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(rgb, target, interpolation=cv2.INTER_AREA) if scale < 1 else rgb
    return encoded(Image.fromarray(small), "WEBP", quality=80, method=2)


def cutout(rgb: Pixels, alpha: Pixels | Mask) -> bytes:
    """PNG with straight alpha: the picture where `alpha` (bool, or 0..255) says so."""
    opacity = alpha.astype(np.uint8) * 255 if alpha.dtype == np.bool_ else alpha
    return encoded(Image.fromarray(np.dstack([rgb, opacity])), "PNG", compress_level=4)


def white(rgb: Pixels, alpha: Pixels | Mask) -> bytes:
    """JPEG of the picture on pure white, blended by `alpha` (bool, or 0..255)."""
    opacity = alpha.astype(np.uint8) * 255 if alpha.dtype == np.bool_ else alpha
    flat = Image.new("RGB", (rgb.shape[1], rgb.shape[0]), "white")
    flat.paste(Image.fromarray(rgb), mask=Image.fromarray(opacity))
    return encoded(flat, "JPEG", quality=95, subsampling=0)


def encoded(image: Image.Image, kind: str, **options: int) -> bytes:
    """The picture as a file of this kind, without any of its metadata."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
