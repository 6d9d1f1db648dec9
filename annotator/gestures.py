"""What a person can do to a mask, in the words of the code: one class for each kind of interaction.

Points are (x, y) in image pixels, as everywhere (`ml.types`).
"""

import uuid
from dataclasses import dataclass
from typing import Literal

import ml

Mode = Literal["auto", "progressive", "whole"]
Shape = Literal["round", "square"]


@dataclass(frozen=True)
class Click:
    """A click, and those that were placed together with it."""

    x: float
    y: float
    positive: bool
    mode: Mode
    more: tuple[ml.Click, ...]


@dataclass(frozen=True)
class Unclick:
    """Take the click with this op_id back; the prediction is made again without it."""

    target: uuid.UUID


@dataclass(frozen=True)
class Brush:
    """A stroke; `positive` paints, else it erases."""

    points: tuple[tuple[float, float], ...]
    radius: float
    shape: Shape
    positive: bool


@dataclass(frozen=True)
class Choose:
    """Take another reading of the last click."""

    alternative: int


@dataclass(frozen=True)
class Undo:
    """Take the last change back."""


@dataclass(frozen=True)
class Redo:
    """Make the change again that was taken back last."""


Gesture = Click | Unclick | Brush | Choose | Undo | Redo
