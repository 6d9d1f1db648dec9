"""What a picture file says of itself, read before a single pixel is decoded."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from PIL import ExifTags, Image, UnidentifiedImageError

from ml.pictures import colour
from ml.pictures.errors import PictureError

MAX_PIXELS: Final = 150_000_000
FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF", "BMP")
EXTENSIONS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "TIFF": "tif", "BMP": "bmp"}
NAMED_STRANGERS: Final = (
    (b"GIF8", "a GIF"),
    (b"%PDF", "a PDF"),
    (b"<svg", "an SVG"),
    (b"<?xml", "an XML or SVG file"),
    (b"8BPS", "a Photoshop file"),
    (b"\x00\x00\x01\x00", "an icon"),
)
# What Pillow's readers raise on damaged data, beside their own OSError.
BROKEN: Final = (
    OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, OverflowError,
    struct.error, zlib.error,
)  # fmt: skip
BROWSER_FORMATS: Final = ("JPEG", "PNG", "WEBP")
PLAIN_MODES: Final = ("1", "L", "LA", "P", "RGB", "RGBA")

Source = bytes | Path | BinaryIO

# A picture over the limit is an error here, never a line on stderr.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Header:
    """A picture's measures. `width` and `height` are those of the upright picture."""

    format: str
    width: int
    height: int
    mode: str
    orientation: int
    """The EXIF orientation, 1..8: how the stored pixels lie."""
    plain: bool
    """The file can be shown and worked on as it is: upright, 8 bits, sRGB, a format of browsers."""

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.format]


def probe(source: Source) -> Header:
    """Read the header of a picture (bytes, path or open file) and check it against what is allowed.

    Nothing is decoded. Raises PictureError.
    """
    with opened(source) as image:
        return header_of(image)


@contextmanager
def opened(source: Source) -> Iterator[Image.Image]:
    """The picture, opened lazily, checked for format, size and frames; closed at the end."""
    file: BinaryIO = io.BytesIO(source) if isinstance(source, bytes) else _file(source)
    try:
        with _open(file) as image:
            _check(image)
            yield image
    finally:
        if isinstance(source, Path):
            file.close()


def header_of(image: Image.Image) -> Header:
    """The header of a picture that `opened` checked."""
    orientation = _orientation(image)
    width, height = image.size
    # Pillow already swaps the sides of a TIFF that lies on its side; other formats are left to us.
    if orientation >= 5 and image.format != "TIFF":
        width, height = height, width
    kind = _kind(image)
    plain = (
        kind in BROWSER_FORMATS
        and image.mode in PLAIN_MODES
        and orientation == 1
        and colour.is_srgb(image)
    )
    return Header(kind, width, height, image.mode, orientation, plain)


def _file(source: Path | BinaryIO) -> BinaryIO:
    return source.open("rb") if isinstance(source, Path) else source


def _open(file: BinaryIO) -> Image.Image:
    start = file.read(512)
    if not start:
        raise PictureError("empty_file", "The file is empty (0 bytes).")
    file.seek(0)
    try:
        return Image.open(file, formats=FORMATS)
    except UnidentifiedImageError as error:
        raise _stranger(start) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(
            "picture_too_large", f"The picture has more than {MAX_PIXELS // 10**6} megapixels."
        ) from error
    except BROKEN as error:
        raise PictureError("picture_broken", "The picture's header is damaged.") from error


def _stranger(start: bytes) -> PictureError:
    accepted = "JPEG, PNG, WebP, TIFF and BMP are accepted."
    for magic, name in NAMED_STRANGERS:
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(magic):
            return PictureError("format_not_supported", f"This is {name}; {accepted}")
    return PictureError("not_a_picture", f"This is not a picture that can be read; {accepted}")


def _check(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PictureError(
            "picture_too_large",
            f"{width} x {height} is over the limit of {MAX_PIXELS // 10**6} megapixels.",
        )
    if width < 1 or height < 1:
        raise PictureError("picture_broken", "The picture has no pixels.")
    if _kind(image) == "JPEG":
        return  # cameras append previews (MPO); the first picture is the photo
    try:
        frames = getattr(image, "n_frames", 1)
    except BROKEN as error:
        raise PictureError("picture_broken", "The picture's list of pages is damaged.") from error
    if frames > 1:
        code, what = (
            ("picture_multipage", "pages") if image.format == "TIFF"
            else ("picture_animated", "frames")
        )  # fmt: skip
        raise PictureError(code, f"The picture has {frames} {what}; one is expected.")


def _kind(image: Image.Image) -> str:
    return "JPEG" if image.format == "MPO" else str(image.format)


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except BROKEN:  # a damaged EXIF block says nothing about the pixels, which may be fine
        return 1
    return value if value in range(1, 9) else 1
