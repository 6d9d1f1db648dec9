"""COCO run lengths: the mask column by column, runs of 0 and 1 in turn, the first of 0.

Two forms of the counts exist: a list of integers and the compressed string of the COCO tools, in
which a count is the difference to the count two before it, in groups of five bits.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from ml.codecs.errors import CodecError

Mask = npt.NDArray[np.bool_]


def encode_rle(mask: Mask) -> dict[str, Any]:
    """`{"size": [height, width], "counts": [int, ...]}` of the (height, width) bool mask."""
    return {"size": list(mask.shape), "counts": _runs(mask).tolist()}


def encode_rle_string(mask: Mask) -> dict[str, Any]:
    """The same with `counts` as the compressed string."""
    return {"size": list(mask.shape), "counts": _to_string(_runs(mask).tolist())}


def decode_rle(rle: object, *, max_pixels: int = 150_000_000) -> Mask:
    """The (height, width) bool mask of either form, from untrusted JSON.

    Raises CodecError `rle_malformed` (not of this shape, or counts that do not fill the size) or
    `mask_too_large`.
    """
    height, width, counts = _parse(rle)
    if height * width > max_pixels:
        raise CodecError("mask_too_large", f"A mask of {width} x {height} is over the limit.")
    runs = np.asarray(counts, np.int64)
    if (runs < 0).any() or (runs > height * width).any() or runs.sum() != height * width:
        raise CodecError("rle_malformed", f"The counts do not add up to {height} x {width}.")
    values = np.arange(len(runs)) % 2 == 1
    return np.ascontiguousarray(np.repeat(values, runs).reshape(width, height).T)


def _runs(mask: Mask) -> npt.NDArray[np.int64]:
    flat = np.ascontiguousarray(mask.T).ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    runs = np.diff(np.concatenate([[0], edges, [flat.size]]))
    return np.concatenate([[0], runs]) if flat.size and flat[0] else runs


def _parse(rle: object) -> tuple[int, int, list[int]]:
    malformed = CodecError("rle_malformed", 'Expected {"size": [height, width], "counts": ...}.')
    if not isinstance(rle, dict):
        raise malformed
    size, counts = rle.get("size"), rle.get("counts")
    if not (isinstance(size, list) and len(size) == 2 and all(_natural(v) for v in size)):
        raise malformed
    if isinstance(counts, str):
        counts = _from_string(counts)
    if not (isinstance(counts, list) and all(_natural(v) for v in counts)):
        raise malformed
    return size[0], size[1], counts


def _natural(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**40


def _to_string(counts: list[int]) -> str:
    out = []
    for index, count in enumerate(counts):
        rest = count - counts[index - 2] if index > 2 else count
        more = True
        while more:
            group, rest = rest & 31, rest >> 5
            more = rest != (-1 if group & 16 else 0)
            out.append(chr(48 + (group | 32 if more else group)))
    return "".join(out)


def _from_string(text: str) -> list[int]:
    counts: list[int] = []
    value = shift = 0
    for letter in text:
        group = ord(letter) - 48
        if not 0 <= group < 64 or shift > 60:
            raise CodecError("rle_malformed", "The counts string holds a letter it cannot hold.")
        value |= (group & 31) << shift
        shift += 5
        if not group & 32:
            if group & 16:
                value -= 1 << shift
            counts.append(value + (counts[-2] if len(counts) > 2 else 0))
            value = shift = 0
    if shift:
        raise CodecError("rle_malformed", "The counts string ends in the middle of a count.")
    return counts
