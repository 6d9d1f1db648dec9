"""The table that a quality model is fitted on: a row of signals for each of many masks, and how good
the mask truly is.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..inference.predictor import Predictor
from .graded import Graded, Object, grades, some_kinds
from .model import Model
from .reasons import Reason, find
from .signals import signals
from .views import consensus, look


@dataclass(frozen=True)
class Row:
    """One mask: object's and set's name, whether the picture is a studio's (white ground), its weight,
    the mask and its true grades, its signals, and the reasons found where a model was there to ask.
    """

    name: str
    source: str
    white: bool
    weight: float
    graded: Graded
    signals: dict[str, float]
    reasons: list[Reason]


def rows_of(
    thing: Object,
    kinds: Iterable[str],
    predictor: Predictor,
    source: str,
    white: bool,
    weight: float,
    model: Model | None = None,
) -> list[Row]:
    """A row for each mask of `kinds`; the same object gives the same masks."""
    rng = np.random.default_rng(zlib.crc32(thing.name.encode()))
    out = []
    for graded in grades(thing, list(kinds), predictor, rng):
        found, reasons = examined(thing, graded, predictor, model)
        out.append(Row(thing.name, source, white, weight, graded, found, reasons))
    return out


def examined(
    thing: Object, graded: Graded, predictor: Predictor, model: Model | None
) -> tuple[dict[str, float], list[Reason]]:
    """(signals of a mask of the object, the reasons that `model` lets stand: none without one)."""
    evidence = look(thing.image, graded.mask, predictor)
    found = signals(evidence)
    if model is None:
        return found, []
    return found, find(evidence, consensus(evidence) > 0.5, model(found).edit)


def drawn_kinds(name: str, count: int) -> list[str]:
    """`count` kinds for the object called `name`, always the same ones."""
    return some_kinds(count, np.random.default_rng(zlib.crc32(f"kinds/{name}".encode())))


@dataclass(frozen=True)
class Table:
    """Rows as arrays: `x` (n, signals) with their `names`, the true `iou` and `boundary`, `weight`,
    `kinds`, `groups` (objects, as numbers) and `white`, each (n,).
    """

    names: tuple[str, ...]
    x: NDArray[np.float64]
    iou: NDArray[np.float64]
    boundary: NDArray[np.float64]
    weight: NDArray[np.float64]
    kinds: NDArray[Any]
    groups: NDArray[np.int64]
    white: NDArray[np.bool_]


def table(rows: list[Row]) -> Table:
    """The table of `rows`."""
    names = tuple(rows[0].signals)
    objects = {name: k for k, name in enumerate(dict.fromkeys(r.name for r in rows))}
    return Table(
        names,
        np.array([[r.signals[n] for n in names] for r in rows], np.float64),
        np.array([r.graded.iou for r in rows]),
        np.array([r.graded.boundary for r in rows]),
        np.array([r.weight for r in rows]),
        np.array([r.graded.kind for r in rows]),
        np.array([objects[r.name] for r in rows]),
        np.array([r.white for r in rows]),
    )
