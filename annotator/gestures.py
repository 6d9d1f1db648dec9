"""What a person can do to a mask, in the words of the code: one class for each kind of interaction.

Points are (x, y) in image pixels, as everywhere (`ml.types`).
"""

import uuid
from dataclasses import dataclass
from typing import Literal

import ml
from ml.tools.cleanup import Action

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
class Polygon:
    """Add or take away what a polygon, or a lasso, holds."""

    points: tuple[tuple[float, float], ...]
    positive: bool


@dataclass(frozen=True)
class Wand:
    """Add or take away what has nearly the colour of a pixel and hangs together with it."""

    x: float
    y: float
    tolerance: float
    positive: bool


@dataclass(frozen=True)
class Superpixel:
    """Add or take away cells of the map of about `count` superpixels."""

    count: int
    ids: tuple[int, ...]
    positive: bool


@dataclass(frozen=True)
class Cleanup:
    """Tidy the whole mask; `amount` in pixels, None leaves it to the action."""

    action: Action
    amount: float | None


@dataclass(frozen=True)
class Box:
    """Find the object inside the box (x, y, width, height)."""

    corner: tuple[float, float]
    size: tuple[float, float]


@dataclass(frozen=True)
class Scribble:
    """A rough stroke over what to add or take away; `zoom` as `ml.Session.scribble` has it."""

    points: tuple[tuple[float, float], ...]
    radius: float
    positive: bool
    zoom: float


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


Drawn = Brush | Polygon | Wand | Superpixel
ByHand = Drawn | Cleanup
Gesture = Click | Unclick | Box | Scribble | ByHand | Choose | Undo | Redo
