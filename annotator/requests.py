"""What may be asked of a mask: each kind of interaction, checked strictly.

Bodies come from outside. What is not exactly of a known shape is refused before anything is computed:
`unknown_kind`, `invalid_interaction` (with `field`), `op_id_malformed`.
"""

import math
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import ml
from backend.errors import Refused
from backend.services import operations

Mode = Literal["auto", "progressive", "whole"]
Shape = Literal["round", "square"]
MOST_TOGETHER: Final = 100
MOST_POINTS: Final = 10_000
LARGEST_RADIUS: Final = 4096.0
# Strokes may run out of the picture, but not to the end of the world.
FARTHEST: Final = 1e6
COMMON: Final = {"op_id", "base", "kind", "mask", "type"}


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


@dataclass(frozen=True)
class Interaction:
    """One operation on one mask. `body` is what is kept of it with the revision."""

    op_id: uuid.UUID
    base: int
    kind: str
    gesture: Gesture
    body: dict[str, Any]
    digest: str


def parse(body: object) -> Interaction:
    """The interaction that `body` (JSON) asks for. Raises Refused."""
    if not isinstance(body, Mapping):
        raise Refused("invalid_interaction", "An interaction is a JSON object.", field="")
    op_id = operations.parse_id(body.get("op_id"))
    kind = body.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Refused("unknown_kind", "There is no such kind of interaction.", kinds=sorted(KINDS))
    base = _integer(body, "base", 0, 2**31 - 1)
    reader, fields = KINDS[kind]
    for name in body:
        if name not in COMMON and name not in fields:
            raise _wrong(str(name)[:50], f"a {kind} has no such field")
    kept = {name: body[name] for name in fields if name in body}
    return Interaction(op_id, base, kind, reader(body), kept, operations.digest(body))


def _click(body: Mapping[str, Any]) -> Click:
    more = body.get("more", [])
    if not isinstance(more, list) or len(more) > MOST_TOGETHER:
        raise _wrong("more", f"a list of at most {MOST_TOGETHER} clicks")
    for other in more:
        if not isinstance(other, Mapping) or set(other) - {"x", "y", "positive"}:
            raise _wrong("more", "each is {x, y, positive}")
    together = tuple(
        ml.Click(_number(c, "x"), _number(c, "y"), _truth(c, "positive")) for c in more
    )
    mode = _one_of(body, "mode", ("auto", "progressive", "whole"), "auto")
    return Click(
        _number(body, "x"), _number(body, "y"), _truth(body, "positive"),
        mode, together,  # type: ignore[arg-type]
    )  # fmt: skip


def _unclick(body: Mapping[str, Any]) -> Unclick:
    try:
        return Unclick(operations.parse_id(body.get("target")))
    except Refused:
        raise _wrong("target", "the op_id of a click") from None


def _brush(body: Mapping[str, Any]) -> Brush:
    points = body.get("points")
    if not isinstance(points, list) or not 1 <= len(points) <= MOST_POINTS:
        raise _wrong("points", f"a list of 1 to {MOST_POINTS} points [x, y]")
    radius = _number(body, "radius")
    if not 0 < radius <= LARGEST_RADIUS:
        raise _wrong("radius", f"more than 0, at most {LARGEST_RADIUS:g} pixels")
    return Brush(
        tuple(_point(p) for p in points), radius,
        _one_of(body, "shape", ("round", "square"), "round"),  # type: ignore[arg-type]
        _truth(body, "positive"),
    )  # fmt: skip


def _choose(body: Mapping[str, Any]) -> Choose:
    return Choose(_integer(body, "alternative", 0, 99))


def _undo(body: Mapping[str, Any]) -> Undo:
    return Undo()


def _redo(body: Mapping[str, Any]) -> Redo:
    return Redo()


Reader = Callable[[Mapping[str, Any]], Gesture]
KINDS: Final[dict[str, tuple[Reader, frozenset[str]]]] = {
    "click": (_click, frozenset({"x", "y", "positive", "mode", "more"})),
    "unclick": (_unclick, frozenset({"target"})),
    "brush": (_brush, frozenset({"points", "radius", "shape", "positive"})),
    "choose": (_choose, frozenset({"alternative"})),
    "undo": (_undo, frozenset()),
    "redo": (_redo, frozenset()),
}


def _wrong(name: str, what: str) -> Refused:
    return Refused("invalid_interaction", f"`{name}`: {what}.", field=name)


def _number(body: Mapping[str, Any], name: str) -> float:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e18:
        raise _wrong(name, "a number")
    if not math.isfinite(value):
        raise _wrong(name, "a finite number")
    return float(value)


def _integer(body: Mapping[str, Any], name: str, least: int, most: int) -> int:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise _wrong(name, f"a whole number from {least}")
    return value


def _truth(body: Mapping[str, Any], name: str) -> bool:
    value = body.get(name)
    if not isinstance(value, bool):
        raise _wrong(name, "true or false")
    return value


def _one_of(body: Mapping[str, Any], name: str, values: tuple[str, ...], default: str) -> str:
    value = body.get(name, default)
    if value not in values:
        raise _wrong(name, " or ".join(values))
    return str(value)


def _point(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise _wrong("points", "each is [x, y]")
    x, y = (_number({"points": part}, "points") for part in value)
    if max(abs(x), abs(y)) > FARTHEST:
        raise _wrong("points", "too far outside the picture")
    return x, y
