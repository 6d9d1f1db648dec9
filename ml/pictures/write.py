"""Pictures that Koutu makes: working copies, thumbnails, cut-outs. None carries EXIF or a place."""

import io

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from ml.pictures.decode import Picture, read
from ml.pictures.header import Source

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


def working_copy(source: Source) -> tuple[Picture, bytes | None]:
    """The decoded picture, and its upright 8-bit sRGB copy as PNG bytes.

    The copy is None where the file itself already is one (`Header.plain`). Raises PictureError.
    """
    picture = read(source)
    return picture, None if picture.header.plain else _bytes(picture.image, "PNG", compress_level=1)


def thumbnail(rgb: Pixels, size: int) -> bytes:
    """WebP bytes of the (height, width, 3 or 4) picture, its long side at most `size` pixels."""
    height, width = rgb.shape[:2]
    scale = min(1.0, size / max(height, width))
    target = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(rgb, target, interpolation=cv2.INTER_AREA) if scale < 1 else rgb
    return _bytes(Image.fromarray(small), "WEBP", quality=80, method=2)


def cutout(rgb: Pixels, alpha: Pixels | Mask) -> bytes:
    """PNG with straight alpha: the picture where `alpha` (bool, or 0..255) says so."""
    opacity = alpha.astype(np.uint8) * 255 if alpha.dtype == np.bool_ else alpha
    return _bytes(Image.fromarray(np.dstack([rgb, opacity])), "PNG", compress_level=4)


def white(rgb: Pixels, alpha: Pixels | Mask) -> bytes:
    """JPEG of the picture on pure white, blended by `alpha` (bool, or 0..255)."""
    opacity = alpha.astype(np.uint8) * 255 if alpha.dtype == np.bool_ else alpha
    flat = Image.new("RGB", (rgb.shape[1], rgb.shape[0]), "white")
    flat.paste(Image.fromarray(rgb), mask=Image.fromarray(opacity))
    return _bytes(flat, "JPEG", quality=95, subsampling=0)


def _bytes(image: Image.Image, kind: str, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
