"""A picture at halved sizes, for screens: the editor shows large ones through a smaller level."""

from collections.abc import Iterator
from typing import Final

from PIL import Image

from ml.pictures import colour
from ml.pictures.decode import damage_named
from ml.pictures.header import Source, opened
from ml.pictures.write import encoded

SMALLEST: Final = 1024
"""The last level is the first whose long side is at most this."""
LONGEST: Final = 65_500
"""What a JPEG can hold; of a longer picture there is only the picture itself."""
QUALITY: Final = 85
STRIP: Final = 256  # rows; even, so that halving never looks across two strips

Size = tuple[int, int]


def sizes(width: int, height: int) -> list[Size]:
    """(width, height) of each level, the whole picture first; halves are rounded up, so that pixel
    (x, y) of level n shows the pixels from (x, y) * 2**n of the picture on.
    """
    out = [(width, height)]
    while max(out[-1]) > SMALLEST and max(_half(out[-1])) <= LONGEST:
        out.append(_half(out[-1]))
    return out


def levels(source: Source) -> Iterator[bytes]:
    """JPEG bytes of level 1, 2, ... of an upright 8-bit sRGB picture, flattened on white.

    Beside the decoded picture itself (of a JPEG: a quarter of it), no more than the first level is
    held in memory. Raises PictureError.
    """
    with opened(source) as image:
        wanted = sizes(*image.size)[1:]
        if not wanted:
            return
        # A JPEG can be decoded at half its size.
        image.draft(image.mode, (image.size[0] // 2, image.size[1] // 2))
        with damage_named():
            image.load()
        level = flat(image, 1 if image.size == wanted[0] else 2)
    for number, _ in enumerate(wanted):
        if number:
            level = level.reduce(2)
        yield encoded(level, "JPEG", quality=QUALITY)


def _half(size: Size) -> Size:
    return (size[0] + 1) // 2, (size[1] + 1) // 2


def flat(image: Image.Image, factor: int) -> Image.Image:
    """The loaded picture in RGB on white, `factor` times smaller, made strip by strip."""
    width, height = image.size
    out = Image.new("RGB", (-(-width // factor), -(-height // factor)), "white")
    for top in range(0, height, STRIP):
        part = colour.to_srgb(image.crop((0, top, width, min(height, top + STRIP))), [])
        alpha = part.getchannel("A") if part.mode == "RGBA" else None
        flat = Image.new("RGB", part.size, "white")
        flat.paste(part.convert("RGB"), mask=alpha)
        out.paste(flat.reduce(factor) if factor > 1 else flat, (0, top // factor))
    return out
