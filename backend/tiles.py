"""Large pictures in pieces of full size for the editor, made when first asked for."""

from pathlib import Path

from django.conf import settings

from backend import blobs, levels
from backend.errors import Refused
from backend.models import Image
from ml import pictures


def file(image: Image, column: int, row: int) -> Path:
    """A piece of the picture as JPEG, made with all others of the picture if it is not there yet.

    Raises Refused `no_such_tile`; FileNotFoundError or PictureError when the picture cannot be read.
    """
    columns, rows = pictures.grid(image.width, image.height)
    if column >= columns or row >= rows:
        raise Refused("no_such_tile", "The picture does not reach that far.", status=404)
    target = _path(image, column, row)
    if not target.is_file():
        with levels.making:
            if not target.is_file():
                source = blobs.local(image.working, image.working_extension)
                for x, y, data in pictures.tiles(source):
                    blobs.write(_path(image, x, y), data)
    return target


def _path(image: Image, column: int, row: int) -> Path:
    name = f"{image.working}-tile-{column}-{row}.jpg"
    return Path(settings.KOUTU_DATA_DIR) / "derived" / image.working[:2] / name
