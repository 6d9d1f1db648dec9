"""Reading one field of a body that came from outside. What does not fit is refused, by its name."""

import math
from collections.abc import Mapping
from typing import Any, Final

from backend.errors import Refused

# Strokes may run out of the picture, but not to the end of the world.
FARTHEST: Final = 1e6
MOST_POINTS: Final = 10_000

Body = Mapping[str, Any]
Points = tuple[tuple[float, float], ...]


def wrong(name: str, what: str) -> Refused:
    """The refusal of a field: `invalid_interaction` with `field`."""
    return Refused("invalid_interaction", f"`{name}`: {what}.", field=name)


def number(body: Body, name: str) -> float:
    """A finite number."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e18:
        raise wrong(name, "a number")
    if not math.isfinite(value):
        raise wrong(name, "a finite number")
    return float(value)


def above_zero(body: Body, name: str, most: float) -> float:
    """A number of pixels, more than none."""
    value = number(body, name)
    if not 0 < value <= most:
        raise wrong(name, f"more than 0, at most {most:g} pixels")
    return value


def integer(body: Body, name: str, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise wrong(name, f"a whole number from {least}")
    return value


def truth(body: Body, name: str) -> bool:
    """True or false, and nothing that only looks like it."""
    value = body.get(name)
    if not isinstance(value, bool):
        raise wrong(name, "true or false")
    return value


def one_of(body: Body, name: str, values: tuple[str, ...], default: str) -> str:
    """One of these words; `default` where the field is missing."""
    value = body.get(name, default)
    if value not in values:
        raise wrong(name, " or ".join(values))
    return str(value)


def points(body: Body, *, least: int = 1) -> Points:
    """The field `points`: `least` to 10,000 of [x, y]."""
    found = body.get("points")
    if not isinstance(found, list) or not least <= len(found) <= MOST_POINTS:
        raise wrong("points", f"a list of {least} to {MOST_POINTS} points [x, y]")
    return tuple(_point(value) for value in found)


def _point(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise wrong("points", "each is [x, y]")
    x, y = (number({"points": part}, "points") for part in value)
    if max(abs(x), abs(y)) > FARTHEST:
        raise wrong("points", "too far outside the picture")
    return x, y
