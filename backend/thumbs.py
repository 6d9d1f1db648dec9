"""Small pictures of images, made when first asked for and kept beside the blobs.

A file's name holds everything that it depends on, so that nothing ever has to be thrown away.
"""

from pathlib import Path
from typing import Final, Literal, get_args

import cv2
import numpy as np
import numpy.typing as npt
from django.conf import settings

from backend import blobs
from backend.models import Image
from ml import codecs, pictures

Kind = Literal["thumb", "overlay", "cutout"]
KINDS: Final[tuple[str, ...]] = get_args(Kind)
SIZES: Final = (128, 256, 512, 1024)
# The veil over what lies outside the masks: nearly grey, dark, a little flatter. The product keeps
# its colours, a leak shines, a missing piece is dark.
VEIL_GREY, VEIL_BRIGHTNESS, VEIL_CONTRAST = 0.8, 0.36, 0.9
LUMA: Final = np.array([0.2126, 0.7152, 0.0722], np.float32)

Pixels = npt.NDArray[np.uint8]


def render(image: Image, kind: Kind, size: int) -> Path:
    """A WebP file, its long side `size` pixels (one of SIZES) or less; made if it is not there yet.

    `thumb` is the picture on white, `overlay` veils what is outside the masks, `cutout` shows
    what is inside, the rest transparent. Raises FileNotFoundError or PictureError when the picture
    cannot be read.
    """
    target = _path(image, kind, size)
    if not target.is_file():
        blobs.write(target, _draw(image, kind, size))
    return target


def _path(image: Image, kind: Kind, size: int) -> Path:
    state = "0" if kind == "thumb" else f"{image.id}.{image.revision}"
    name = f"{image.working}-{state}-{kind}-{size}.webp"
    return Path(settings.KOUTU_DATA_DIR) / "thumbs" / image.working[:2] / name


def _draw(image: Image, kind: Kind, size: int) -> bytes:
    source = blobs.local(image.working, image.working_extension)
    # Twice the size, so that the last step averages pixels instead of picking them.
    rgb = np.asarray(pictures.read(source, at_least=2 * size).on_white())
    small = _shrink(rgb, image, size)
    if kind == "thumb":
        return pictures.thumbnail(small, size)
    alpha = _alpha(image, small.shape[1], small.shape[0])
    if kind == "cutout":
        return pictures.thumbnail(np.dstack([small, alpha]), size)
    inside = alpha[..., None].astype(np.float32) / 255
    veiled = small * inside + _veil(small) * (1 - inside)
    return pictures.thumbnail(veiled.astype(np.uint8), size)


def _veil(rgb: Pixels) -> npt.NDArray[np.float32]:
    grey = (rgb @ LUMA)[..., None]
    dark = (grey * VEIL_GREY + rgb * (1 - VEIL_GREY)) * VEIL_BRIGHTNESS
    return np.asarray((dark - 127.5) * VEIL_CONTRAST + 127.5, np.float32)


def _shrink(rgb: Pixels, image: Image, size: int) -> Pixels:
    scale = min(1.0, size / max(image.width, image.height))
    target = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return np.asarray(cv2.resize(rgb, target, interpolation=cv2.INTER_AREA), np.uint8)


def _alpha(image: Image, width: int, height: int) -> Pixels:
    """How much of each small pixel the masks cover, 0..255."""
    union = np.zeros((image.height, image.width), np.bool_)
    for mask in image.masks.filter(deleted__isnull=True, head__isnull=False).select_related("head"):
        union |= codecs.decode_mask(blobs.read(mask.head.blob, "png"))
    grey = union.astype(np.uint8) * 255
    return np.asarray(cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
