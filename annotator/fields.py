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


def between(body: Body, name: str, least: float, most: float) -> float:
    """A number from `least` to `most`."""
    value = number(body, name)
    if not least <= value <= most:
        raise wrong(name, f"a number from {least:g} to {most:g}")
    return value


def above_zero(body: Body, name: str, most: float) -> float:
    """A number that is more than 0 and at most `most`."""
    value = number(body, name)
    if not 0 < value <= most:
        raise wrong(name, f"more than 0, at most {most:g}")
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


def integers(body: Body, name: str, most: int, below: int) -> tuple[int, ...]:
    """A list of 1 to `most` whole numbers from 0, each less than `below`."""
    found = body.get(name)
    if not isinstance(found, list) or not 1 <= len(found) <= most:
        raise wrong(name, f"a list of 1 to {most} whole numbers")
    for value in found:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < below:
            raise wrong(name, f"each is a whole number from 0 to {below - 1}")
    return tuple(found)


def one_of(body: Body, name: str, values: tuple[str, ...], default: str | None = None) -> str:
    """One of these words; `default`, if there is one, where the field is missing."""
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


def box(body: Body, name: str) -> tuple[float, float, float, float]:
    """[x, y, width, height] with sides longer than 0."""
    found = body.get(name)
    if not isinstance(found, list) or len(found) != 4:
        raise wrong(name, "[x, y, width, height]")
    x, y, width, height = (number({name: part}, name) for part in found)
    if max(abs(x), abs(y), width, height) > FARTHEST or min(width, height) <= 0:
        raise wrong(name, "sides longer than 0, and not far outside the picture")
    return x, y, width, height


def _point(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise wrong("points", "each is [x, y]")
    x, y = (number({"points": part}, "points") for part in value)
    if max(abs(x), abs(y)) > FARTHEST:
        raise wrong("points", "too far outside the picture")
    return x, y
