"""Masks as PNG files: 1 bit per pixel where they are stored, 8 bits where others read them."""

import struct
import zlib
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from ml.codecs.errors import CodecError

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
HEADER: Final = struct.Struct(">IIBBBBB")
GREY: Final = 0
MAX_PIXELS: Final = 150_000_000
# Level 1 is the quickest that still finds the long runs of a mask; higher levels cost ten times the
# time and save little, and every click of every person writes one of these.
LEVEL: Final = 1

Mask = npt.NDArray[np.bool_]


def encode_mask(mask: Mask) -> bytes:
    """A 1-bit grey PNG of the (height, width) bool mask; true is white. Neither side may be 0."""
    height, width = _size(mask)
    rows = np.zeros((height, 1 + (width + 7) // 8), np.uint8)
    rows[:, 1:] = np.packbits(mask, axis=1)
    return _file(width, height, 1, rows)


def encode_grey_png(mask: Mask) -> bytes:
    """An 8-bit grey PNG of the mask with the values 0 and 255, as every other program reads it."""
    height, width = _size(mask)
    rows = np.zeros((height, 1 + width), np.uint8)
    np.multiply(mask, 255, out=rows[:, 1:], casting="unsafe", dtype=np.uint8)
    return _file(width, height, 8, rows)


def decode_mask(data: bytes) -> Mask:
    """The (height, width) bool mask of a grey PNG; a value above half of the white is true.

    Raises CodecError `mask_not_png`, `mask_too_large` or `mask_broken`.
    """
    width, height, depth, colour, interlace = _header(data)
    if (depth, colour, interlace) == (1, GREY, 0):
        rows = _plain_rows(data, width, height)
        if rows is not None:
            return np.unpackbits(rows, axis=1, count=width).view(np.bool_)
    grey = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    if grey is None or grey.shape != (height, width):
        raise CodecError("mask_broken", "The mask's PNG data is damaged or cut short.")
    return np.asarray(grey > 127)


def _size(mask: Mask) -> tuple[int, int]:
    if mask.ndim != 2 or mask.dtype != np.bool_ or 0 in mask.shape:
        raise CodecError("mask_shape", "A mask is a bool array of (height, width), neither 0.")
    return mask.shape


def _file(width: int, height: int, depth: int, rows: npt.NDArray[np.uint8]) -> bytes:
    header = HEADER.pack(width, height, depth, GREY, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), LEVEL)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG file, with its length and its checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _header(data: bytes) -> tuple[int, int, int, int, int]:
    if data[:8] != SIGNATURE or len(data) < 33 or data[12:16] != b"IHDR":
        raise CodecError("mask_not_png", "The mask is not a PNG file.")
    width, height, depth, colour, _, _, interlace = HEADER.unpack(data[16:29])
    if width * height > MAX_PIXELS:
        raise CodecError("mask_too_large", f"A mask of {width} x {height} is over the limit.")
    return width, height, depth, colour, interlace


def _plain_rows(data: bytes, width: int, height: int) -> npt.NDArray[np.uint8] | None:
    """The packed rows of a 1-bit file whose rows are unfiltered (as ours are), else None."""
    stride = 1 + (width + 7) // 8
    body = b"".join(_chunks(data, b"IDAT"))
    try:
        raw = zlib.decompressobj().decompress(body, stride * height)
    except zlib.error as error:
        raise CodecError("mask_broken", "The mask's PNG data is damaged.") from error
    if len(raw) != stride * height:
        raise CodecError("mask_broken", "The mask's PNG data is cut short.")
    rows = np.frombuffer(raw, np.uint8).reshape(height, stride)
    return None if rows[:, 0].any() else rows[:, 1:]


def _chunks(data: bytes, wanted: bytes) -> list[bytes]:
    found, position = [], 8
    while position + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, position)
        kind, start = data[position + 4 : position + 8], position + 8
        if kind == wanted:
            if zlib.crc32(data[position + 4 : start + length]) != int.from_bytes(
                data[start + length : start + length + 4]
            ):
                raise CodecError("mask_broken", "The mask's PNG data is damaged.")
            found.append(data[start : start + length])
        position = start + length + 4
    return found
