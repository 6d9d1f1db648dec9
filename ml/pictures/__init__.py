"""Pictures from outside: looked at before they are decoded, decoded upright into 8-bit sRGB.

What is refused raises `PictureError`, whose `code` is stable and whose text a person can act upon.
"""

from ml.pictures.colour import DEEP
from ml.pictures.decode import Picture, decode, read, stored, verify
from ml.pictures.errors import PictureError
from ml.pictures.header import MAX_PIXELS, Header, probe
from ml.pictures.levels import levels, sizes
from ml.pictures.tiles import grid, tiles
from ml.pictures.write import cutout, thumbnail, white, working_copy

__all__ = [
    "DEEP",
    "MAX_PIXELS",
    "Header",
    "Picture",
    "PictureError",
    "cutout",
    "decode",
    "grid",
    "levels",
    "probe",
    "read",
    "sizes",
    "stored",
    "thumbnail",
    "tiles",
    "verify",
    "white",
    "working_copy",
]
