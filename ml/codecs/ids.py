"""Maps of numbers as PNG files: the 24 bits of a number in the colour of its pixel."""

import io
import struct
import zlib
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from ml.codecs.errors import CodecError
from ml.codecs.png import HEADER, SIGNATURE, chunk

RGB: Final = 2
AS_ABOVE: Final = 2  # a row's filter: its bytes are differences to those of the row above
LEVEL: Final = 4

Labels = npt.NDArray[np.int32]


def encode_ids(
    labels: Labels,
    rows: npt.NDArray[np.intp] | None = None,
    columns: npt.NDArray[np.intp] | None = None,
) -> bytes:
    """An RGB PNG with a pixel for each of `rows` times `columns`, which are places in `labels`,
    (h, w) numbers from 0; all of them by default. Red is the highest byte.

    A large picture of a small map takes no more memory than a few of its rows.
    """
    rows = np.arange(labels.shape[0]) if rows is None else rows
    columns = np.arange(labels.shape[1]) if columns is None else columns
    packer = zlib.compressobj(LEVEL)
    body = bytearray()
    above = np.zeros(3 * len(columns), np.uint8)
    same = bytes([AS_ABOVE]) + above.tobytes()
    last = -1
    for place in rows:
        if place == last:
            body += packer.compress(same)
            continue
        numbers = labels[place, columns]
        line = np.stack([numbers >> 16, numbers >> 8, numbers], axis=1).astype(np.uint8).ravel()
        body += packer.compress(bytes([AS_ABOVE]) + (line - above).tobytes())
        above, last = line, place
    body += packer.flush()
    header = HEADER.pack(len(columns), len(rows), 8, RGB, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", bytes(body)), (b"IEND", b""))
    return SIGNATURE + b"".join(chunk(kind, data) for kind, data in parts)


def decode_ids(data: bytes) -> Labels:
    """The (height, width) int32 numbers of such a PNG. Raises CodecError `ids_broken`."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            rgb = np.asarray(image.convert("RGB"), np.int32)
    except (OSError, SyntaxError, ValueError, struct.error, UnidentifiedImageError) as error:
        raise CodecError("ids_broken", "The map's PNG data is damaged or cut short.") from error
    labels: Labels = (rgb[..., 0] << 16) | (rgb[..., 1] << 8) | rgb[..., 2]
    return labels
