"""Masks of all grades for one object: the truth, failures of every kind, and the network's own
attempts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from ..changes import bounds
from ..evaluation.metrics import boundary_iou, iou
from ..inference.predictor import Predictor
from ..simulation.clicks import next_click
from ..types import EMPTY, Box, Mask, Picture
from .failures import MAKERS, Failure, failure, joined, swapped

# How often each kind is drawn: about one mask in four is good as it is.
SHARES = {
    "truth": 0.12,
    "attempt": 0.22,
    "leak": 0.08,
    "missing": 0.08,
    "hole": 0.04,
    "fragments": 0.05,
    "ragged": 0.05,
    "edge": 0.10,
    "coarse": 0.06,
    "crude": 0.03,
    "patchy": 0.11,
    "joined": 0.03,
    "swapped": 0.03,
}


@dataclass(frozen=True)
class Object:
    """An object to make masks of: image (H, W, 3), truth and pixels to ignore (H, W), other objects
    of the image that it may be taken together with, the mask of some other picture, and what kind of
    thing it is.
    """

    name: str
    image: Picture
    truth: Mask
    ignore: Mask
    others: Sequence[Mask] = ()
    foreign: Mask | None = None
    kind: str = ""


@dataclass(frozen=True)
class Graded:
    """A mask (H, W), its kind, where its fault is, and how good it truly is."""

    kind: str
    mask: Mask
    place: Box
    iou: float
    boundary: float


def attempt(thing: Object, predictor: Predictor, rng: Generator) -> Failure:
    """What the network makes of one to four simulated clicks."""
    session = predictor.open(thing.image)
    clicked = np.zeros_like(thing.truth)
    for _ in range(int(rng.choice([1, 1, 1, 2, 2, 3, 4]))):
        click = next_click(session.mask, thing.truth, thing.ignore, clicked, rng)
        if click is None:
            break
        column, row = click.pixel
        clicked[row, column] = True
        session.click(click.x, click.y, click.positive)
    wrong = (session.mask ^ thing.truth) & ~thing.ignore
    return Failure("attempt", session.mask, bounds(wrong) if wrong.any() else EMPTY)


def make(kind: str, thing: Object, predictor: Predictor, rng: Generator) -> Failure | None:
    """A mask of that kind for the object; None where it cannot be made, as without a neighbour."""
    if kind == "truth":
        return Failure(kind, thing.truth, EMPTY)
    if kind == "attempt":
        return attempt(thing, predictor, rng)
    if kind == "joined":
        if not thing.others:
            return None
        return joined(thing.truth, thing.others[int(rng.integers(len(thing.others)))])
    if kind == "swapped":
        return None if thing.foreign is None else swapped(thing.truth, thing.foreign)
    return failure(kind, thing.image, thing.truth, rng)


def grades(
    thing: Object, kinds: Sequence[str], predictor: Predictor, rng: Generator
) -> Iterator[Graded]:
    """The masks of `kinds` that can be made of the object and are not empty."""
    for kind in kinds:
        made = make(kind, thing, predictor, rng)
        if made is None or not made.mask.any():
            continue
        yield Graded(
            kind,
            made.mask,
            made.place,
            iou(made.mask, thing.truth, thing.ignore),
            boundary_iou(made.mask, thing.truth, thing.ignore),
        )


def some_kinds(count: int, rng: Generator) -> list[str]:
    """`count` different kinds, drawn by their shares."""
    names = list(SHARES)
    odds = np.array(list(SHARES.values()))
    return [str(k) for k in rng.choice(names, count, replace=False, p=odds / odds.sum())]


assert set(MAKERS) < set(SHARES)  # noqa: S101
