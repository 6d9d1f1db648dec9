"""One image as it leaves: its pixels once decoded, its masks in order, the names of its files."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from backend import blobs
from backend.exports.names import safe_part
from backend.models import Image, Mask
from ml import codecs, pictures

Pixels = npt.NDArray[np.uint8]
Bits = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Piece:
    """One mask of an image; `path` is the relative path of its files, without extension."""

    mask: Mask
    path: str

    @cached_property
    def bits(self) -> Bits:
        """(height, width) bool."""
        assert self.mask.head is not None  # noqa: S101  # pieces are made of masks that have one
        return codecs.decode_mask(blobs.read(self.mask.head.blob, "png"))


class Outgoing:
    """An image and those of its masks that hold something. Pixels are read when first asked for."""

    def __init__(self, image: Image, masks: list[Mask], path: str) -> None:
        self.image, self.path = image, path
        drawn = [mask for mask in masks if mask.head is not None and mask.head.area > 0]
        self.pieces = [Piece(*pair) for pair in zip(drawn, _paths(path, drawn), strict=True)]

    @cached_property
    def pixels(self) -> Pixels:
        """(height, width, 3) RGB of the working copy: nothing but pixels leaves through it."""
        return pictures.decode(blobs.local(self.image.working, self.image.working_extension))

    @cached_property
    def union(self) -> Bits:
        """(height, width) bool of all masks together."""
        return np.logical_or.reduce([piece.bits for piece in self.pieces])


def _paths(path: str, masks: list[Mask]) -> list[str]:
    if len(masks) == 1:
        return [path]
    counts: Counter[str] = Counter()
    paths = []
    for mask in masks:
        counts[mask.label] += 1
        paths.append(f"{path}~{safe_part(mask.label)}-{counts[mask.label]}")
    return paths
