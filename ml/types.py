"""The words that everything here shares, and the one place where coordinates are defined.

Points are (x, y) floats in pixels of the upright full-size image; the centre of the top left pixel
is (0.5, 0.5), so the pixel under a point is (floor(x), floor(y)). Arrays are (height, width[,
channels]); images RGB uint8, masks bool. Boxes are (x, y, width, height) in whole pixels.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[np.uint8]
Mask: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float32]
Box: TypeAlias = tuple[int, int, int, int]

EMPTY: Box = (0, 0, 0, 0)


class KoutuError(ValueError):
    """A refusal with a stable `code` and a sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class InputError(KoutuError):
    """What came from outside cannot be used: a point outside the image, a mask of another size, not
    a number.
    """


class ModelError(KoutuError):
    """A model is unknown, missing or not the file that it claims to be."""


class Interrupted(KoutuError):
    """An answer was given up because nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class Click:
    """A foreground (`positive`) or background click at (x, y)."""

    x: float
    y: float
    positive: bool

    @property
    def pixel(self) -> tuple[int, int]:
        """(column, row) of the pixel under the click."""
        return int(self.x // 1), int(self.y // 1)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A foreground (`positive`) or background line along `points`, (x, y), `radius` pixels to each
    side.
    """

    points: tuple[tuple[float, float], ...]
    radius: float
    positive: bool


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of the same clicks: the new values of the mask inside `bbox`, as in
    `Change`.
    """

    bbox: Box
    mask: Mask


@dataclass(frozen=True, slots=True)
class Change:
    """What an operation did to a mask; outside `bbox` nothing differs, to the bit.

    `mask` holds the new values inside `bbox`, shape (height, width); `changed` counts the pixels
    that differ. Nothing changed: `bbox` is (0, 0, 0, 0), `mask` has shape (0, 0), `changed` is 0.
    `score` is the network's own estimate of its IoU, 0..1, None where no network was asked.
    `progressive` says whether the mask was protected. `timings`: milliseconds by part.
    """

    bbox: Box
    mask: Mask
    changed: int
    score: float | None = None
    progressive: bool = False
    timings: dict[str, float] = field(default_factory=dict)
