"""The changed rectangle of a mask on the wire: packed bits, each row padded to a byte, zlib."""

import zlib

import numpy as np
import numpy.typing as npt

from ml.codecs.errors import CodecError

LEVEL = 1


def pack_patch(bits: npt.NDArray[np.bool_]) -> bytes:
    """zlib bytes of the (height, width) bool rectangle, first bit highest. May be empty."""
    return zlib.compress(np.packbits(bits, axis=1).tobytes(), LEVEL)


def unpack_patch(data: bytes, width: int, height: int) -> npt.NDArray[np.bool_]:
    """The (height, width) bool rectangle that `pack_patch` made.

    Raises CodecError `patch_broken` when the bytes are damaged or of another size.
    """
    stride = (width + 7) // 8
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(data, stride * height + 1)
    except zlib.error as error:
        raise CodecError("patch_broken", "The patch is not zlib data.") from error
    if len(raw) != stride * height:
        raise CodecError("patch_broken", f"The patch is not {width} x {height} bits.")
    rows = np.frombuffer(raw, np.uint8).reshape(height, stride)
    return np.unpackbits(rows, axis=1, count=width).view(np.bool_)
