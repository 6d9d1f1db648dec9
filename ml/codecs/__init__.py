"""Masks as bytes and back: PNG for files, packed bits for the wire, run lengths for COCO; and maps
of numbers as PNG.

Every function is pure; arrays are (height, width) bool unless the docstring says otherwise. What
cannot be read raises `CodecError`, which carries a stable `code`.
"""

from ml.codecs.coco import decode_rle, encode_rle, encode_rle_string
from ml.codecs.errors import CodecError
from ml.codecs.ids import decode_ids, encode_ids
from ml.codecs.patch import pack_patch, unpack_patch
from ml.codecs.png import decode_mask, encode_grey_png, encode_mask

__all__ = [
    "CodecError",
    "decode_ids",
    "decode_mask",
    "decode_rle",
    "encode_grey_png",
    "encode_ids",
    "encode_mask",
    "encode_rle",
    "encode_rle_string",
    "pack_patch",
    "unpack_patch",
]
