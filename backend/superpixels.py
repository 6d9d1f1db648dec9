"""Maps of superpixels, cut when first asked for and kept beside the blobs.

A file's name holds everything that it depends on, so that nothing ever has to be thrown away.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from django.conf import settings

from backend import blobs
from backend.errors import Refused
from backend.models import Image
from ml import codecs, pictures
from ml.tools import superpixels
from ml.tools.superpixel import GRANULARITIES, size, sources

# Of the method: another one makes other cells, and gets files of its own.
METHOD: Final = "w1"
WORDS: Final = (*GRANULARITIES, *(str(count) for count in GRANULARITIES.values()))

Labels = npt.NDArray[np.int32]


def count(cells: object) -> int:
    """About how many cells `cells` asks for: small, medium, large, or one of their numbers.

    Raises Refused `invalid_cells`.
    """
    named = GRANULARITIES.get(cells) if isinstance(cells, str) else None
    if named is not None:
        return named
    if isinstance(cells, int | str) and not isinstance(cells, bool) and str(cells) in WORDS:
        return int(cells)
    raise Refused("invalid_cells", "There are no cells of this size.", allowed=list(WORDS))


def file(image: Image, cells: int) -> Path:
    """A PNG of the picture's size, made if it is not there yet: 24-bit numbers, red highest.

    Raises FileNotFoundError or PictureError when the picture cannot be read.
    """
    target = _path(image, cells, "")
    if not target.is_file():
        labels = labelled(image, cells)
        rows, columns = (
            sources(long, short)
            for long, short in zip((image.height, image.width), labels.shape, strict=True)
        )
        blobs.write(target, codecs.encode_ids(labels, rows, columns))
    return target


def reduced(image: Image, cells: int) -> Path:
    """A PNG of the map as it was cut: of large pictures reduced, as `ml.tools` has it. As `file`."""
    target = _path(image, cells, "-map" if size(image.width, image.height)[0] < image.width else "")
    if not target.is_file():
        blobs.write(target, codecs.encode_ids(superpixels(_picture(image), cells)))
    return target


def labelled(image: Image, cells: int) -> Labels:
    """The map of `reduced`, not to be written to."""
    return _read(reduced(image, cells))


@lru_cache(maxsize=4)
def _read(target: Path) -> Labels:
    labels = codecs.decode_ids(target.read_bytes())
    labels.flags.writeable = False
    return labels


def _picture(image: Image) -> npt.NDArray[np.uint8]:
    """The picture at the size of its map."""
    target = size(image.width, image.height)
    source = blobs.local(image.working, image.working_extension)
    small = target[0] < image.width
    rgb = np.asarray(pictures.read(source, at_least=min(target) if small else None).on_white())
    return np.asarray(cv2.resize(rgb, target, interpolation=cv2.INTER_AREA) if small else rgb)


def _path(image: Image, cells: int, part: str) -> Path:
    name = f"{image.working}-cells-{METHOD}-{cells}{part}.png"
    return Path(settings.KOUTU_DATA_DIR) / "derived" / image.working[:2] / name
