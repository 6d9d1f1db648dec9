"""A large picture in small pieces, so that a screen need load no more of it than it shows."""

from collections.abc import Iterator
from typing import Final

from ml.pictures.decode import damage_named
from ml.pictures.header import Source, opened
from ml.pictures.levels import flat
from ml.pictures.write import encoded

SIDE: Final = 1024
"""Pixels of a side; those at the right and the lower edge are as large as what is left."""
QUALITY: Final = 90


def grid(width: int, height: int) -> tuple[int, int]:
    """(columns, rows) of the tiles of such a picture."""
    return -(-width // SIDE), -(-height // SIDE)


def tiles(source: Source) -> Iterator[tuple[int, int, bytes]]:
    """(column, row, JPEG bytes) of every tile of an upright 8-bit sRGB picture, flattened on white, row
    by row.

    Beside the decoded picture itself no more than one row is held in memory. Raises PictureError.
    """
    with opened(source) as image:
        with damage_named():
            image.load()
        width, height = image.size
        columns, rows = grid(width, height)
        for row in range(rows):
            top = row * SIDE
            band = flat(image.crop((0, top, width, min(height, top + SIDE))), 1)
            for column in range(columns):
                left = column * SIDE
                part = band.crop((left, 0, min(width, left + SIDE), band.height))
                yield column, row, encoded(part, "JPEG", quality=QUALITY)
