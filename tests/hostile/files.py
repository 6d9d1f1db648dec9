"""Bad files by the thousand, always the same ones: real pictures and zips, spoiled in every way that a stream
of bytes can be.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image as Pillow

from tests import pictures

SEED = 20_261_121
KINDS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF", "PPM", "ICO")
MARKUP = b"<svg xmlns='http://www.w3.org/2000/svg'><script>fetch('/api/v1/me')</script></svg>"
Spoil = Callable[[random.Random, bytearray], bytes]


def good(kind: str, seed: int) -> bytes:
    """A small picture in the format."""
    rng = np.random.default_rng(seed)
    pixels = pictures.photo(48, 36).copy()
    pixels[:6, :6] = rng.integers(0, 255, (6, 6, 3), np.uint8)
    out = io.BytesIO()
    Pillow.fromarray(pixels).save(out, kind)
    return out.getvalue()


def cut(rng: random.Random, data: bytearray) -> bytes:
    """Ends somewhere."""
    return bytes(data[: rng.randrange(len(data))])


def flip(rng: random.Random, data: bytearray) -> bytes:
    """Some bits are others."""
    for _ in range(rng.choice((1, 3, 20))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def head(rng: random.Random, data: bytearray) -> bytes:
    """The first bytes, which say what it is, are noise."""
    size = min(len(data), rng.choice((8, 32, 64)))
    data[:size] = rng.randbytes(size)
    return bytes(data)


def sizes(rng: random.Random, data: bytearray) -> bytes:
    """Somewhere near the beginning a number is enormous, zero or negative."""
    at = rng.randrange(0, max(1, min(len(data) - 4, 80)))
    number = rng.choice((0, 1, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 40_000))
    data[at : at + 4] = struct.pack(rng.choice(("<I", ">I")), number)
    return bytes(data)


def swell(rng: random.Random, data: bytearray) -> bytes:
    """A piece of it stands there many times."""
    start = rng.randrange(len(data))
    piece = data[start : start + 64]
    return bytes(data[:start] + piece * rng.choice((2, 50, 500)) + data[start:])


def zeros(rng: random.Random, data: bytearray) -> bytes:
    """A stretch of it is empty."""
    start = rng.randrange(len(data))
    length = rng.randrange(1, len(data))
    data[start : start + length] = bytes(min(length, len(data) - start))
    return bytes(data)


def both(rng: random.Random, data: bytearray) -> bytes:
    """A picture that is also something else."""
    return bytes(data) + rng.choice((MARKUP, b"PK\x03\x04" + rng.randbytes(60), b"#!/bin/sh\nid\n"))


def noise(rng: random.Random, data: bytearray) -> bytes:
    """Nothing at all."""
    return rng.randbytes(rng.choice((0, 1, 16, 3000)))


SPOILS: tuple[Spoil, ...] = (cut, flip, head, sizes, swell, zeros, both, noise)


def pictures_gone_bad(count: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents; the same for the same count."""
    rng = random.Random(SEED)
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        spoil = SPOILS[(number // len(KINDS)) % len(SPOILS)]
        extension = rng.choice((kind.lower(), "png", "jpg", "jpeg", "tif", "webp", ""))
        name = f"{spoil.__name__}/{number:04d}.{extension}".rstrip(".")
        yield name, spoil(rng, bytearray(good(kind, number)))


def png_bomb(side: int) -> bytes:
    """A PNG of a few kilobytes whose pixels fill gigabytes; its checksums are right."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    size = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    line = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", line) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A small picture with a compressed comment that unpacks to 100 MB."""
    data = good("PNG", 0)
    body = b"Comment\0\0" + zlib.compress(bytes(100 * 2**20), 9)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return data[:33] + chunk + data[33:]


def nested_zip(depth: int) -> bytes:
    """A zip in a zip in a zip."""
    data = good("PNG", 1)
    for level in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{level}.zip" if level else "a.png", data)
        data = out.getvalue()
    return data
