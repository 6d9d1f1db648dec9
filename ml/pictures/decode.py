"""A picture's pixels: upright, 8-bit sRGB, alpha kept aside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from ml.pictures import colour
from ml.pictures.errors import PictureError
from ml.pictures.header import BROKEN, Header, Source, header_of, opened

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Picture:
    """A decoded picture; `image` is in mode RGB or RGBA (straight alpha), upright."""

    header: Header
    image: Image.Image
    notes: tuple[str, ...]
    """What had to be guessed, in words for a report."""

    @property
    def alpha(self) -> Pixels | None:
        """(height, width) uint8, or None where the picture has no transparency."""
        return np.asarray(self.image.getchannel("A")) if self.image.mode == "RGBA" else None

    def on_white(self) -> Image.Image:
        """Mode RGB, what is transparent shown on white: what the network sees."""
        if self.image.mode == "RGB":
            return self.image
        white = Image.new("RGB", self.image.size, "white")
        white.paste(self.image, mask=self.image.getchannel("A"))
        return white


def read(source: Source, *, at_least: int | None = None) -> Picture:
    """Decode a picture (bytes, path or open file) whole. Raises PictureError.

    With `at_least`, a JPEG may come out smaller than it is, its sides no shorter than that: this is
    many times faster, and enough for a thumbnail.
    """
    with opened(source) as image:
        header = header_of(image)
        if at_least is not None:
            image.draft(image.mode, (at_least, at_least))
        with damage_named():
            image.load()
        notes: list[str] = []
        # In place, and without a copy of what is upright: of a large picture that is 300 MB.
        ImageOps.exif_transpose(image, in_place=True)
        converted = colour.to_srgb(image, notes)
    return Picture(header, converted, tuple(notes))


def decode(source: Source) -> Pixels:
    """The picture as a (height, width, 3) uint8 RGB array, upright, flattened on white.

    Raises PictureError.
    """
    return np.asarray(read(source).on_white())


def stored(source: Source) -> Image.Image:
    """The pixels in the mode they are stored in, upright: for masks, whose values are no colours.

    Raises PictureError.
    """
    with opened(source) as image:
        with damage_named():
            image.load()
        ImageOps.exif_transpose(image, in_place=True)
        return image


def verify(source: Source) -> Header:
    """Decode only to learn that it can be done to the last pixel. Raises PictureError."""
    with opened(source) as image:
        header = header_of(image)
        with damage_named():
            image.load()
    return header


@contextmanager
def damage_named() -> Iterator[None]:
    """Decoding in this block raises PictureError `picture_broken`, whatever Pillow would raise."""
    try:
        yield
    except BROKEN as error:
        raise PictureError(
            "picture_broken", "The picture is damaged or cut short: not all of it can be decoded."
        ) from error
