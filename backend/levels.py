"""Pictures at halved sizes for the editor, made when first asked for and kept beside the blobs."""

import threading
from pathlib import Path
from typing import Final

from django.conf import settings

from backend import blobs
from backend.errors import Refused
from backend.models import Image
from ml import pictures

# A PNG of 100 megapixels takes half a gigabyte while it is decoded, a JPEG half of that: one at a time.
making: Final = threading.Lock()


def file(image: Image, number: int) -> Path:
    """The picture `2 ** number` times smaller: at 0 the picture itself, else a JPEG, made with all
    others of the picture if it is not there yet.

    Raises Refused `no_such_level`; FileNotFoundError or PictureError when the picture cannot be read.
    """
    if number >= len(pictures.sizes(image.width, image.height)):
        raise Refused("no_such_level", "The picture has no such level.", status=404)
    source = blobs.local(image.working, image.working_extension)
    if number == 0:
        return source
    target = _path(image, number)
    if not target.is_file():
        with making:
            if not target.is_file():
                for level, data in enumerate(pictures.levels(source), 1):
                    blobs.write(_path(image, level), data)
    return target


def _path(image: Image, number: int) -> Path:
    name = f"{image.working}-level-{number}.jpg"
    return Path(settings.KOUTU_DATA_DIR) / "derived" / image.working[:2] / name
