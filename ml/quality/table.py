"""The table that a quality model is fitted on: a row of signals for each of many masks, and how good
the mask truly is.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..types import Floats
from .eye import Eye
from .graded import Graded, Object, grades, some_kinds
from .model import Model
from .pooling import pooled
from .reasons import Reason, find
from .signals import signals
from .views import consensus, look


@dataclass(frozen=True)
class Row:
    """One mask: object's and set's name, whether the picture is a studio's (white ground), its weight,
    the mask and its true grades, its signals, the features seen of it, and the reasons found where a
    model was there to ask.
    """

    name: str
    source: str
    white: bool
    weight: float
    graded: Graded
    signals: dict[str, float]
    features: Floats
    reasons: list[Reason]


def rows_of(
    thing: Object,
    kinds: Iterable[str],
    eye: Eye,
    source: str,
    white: bool,
    weight: float,
    model: Model | None = None,
) -> list[Row]:
    """A row for each mask of `kinds`; the same object gives the same masks."""
    rng = np.random.default_rng(zlib.crc32(thing.name.encode()))
    out = []
    for graded in grades(thing, list(kinds), eye, rng):
        out.append(
            Row(thing.name, source, white, weight, graded, *examined(thing, graded, eye, model))
        )
    return out


def examined(
    thing: Object, graded: Graded, eye: Eye, model: Model | None
) -> tuple[dict[str, float], Floats, list[Reason]]:
    """(signals of a mask of the object, features seen of it, the reasons that `model` lets stand: none
    without one).
    """
    evidence = look(thing.image, graded.mask, eye)
    found, seen = signals(evidence), pooled(evidence)
    if model is None:
        return found, seen, []
    return found, seen, find(evidence, consensus(evidence) > 0.5, model(found, seen).edit)


def drawn_kinds(name: str, count: int) -> list[str]:
    """`count` kinds for the object called `name`, always the same ones."""
    return some_kinds(count, np.random.default_rng(zlib.crc32(f"kinds/{name}".encode())))


@dataclass(frozen=True)
class Table:
    """Rows as arrays: `x` (n, signals) with their `names`, `features` (n, 992), the true `iou` and
    `boundary`, `weight`, `kinds`, `groups` (objects, as numbers) and `white`, each (n,).
    """

    names: tuple[str, ...]
    x: NDArray[np.float64]
    features: NDArray[np.float64]
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
        np.array([r.features for r in rows], np.float64),
        np.array([r.graded.iou for r in rows]),
        np.array([r.graded.boundary for r in rows]),
        np.array([r.weight for r in rows]),
        np.array([r.graded.kind for r in rows]),
        np.array([objects[r.name] for r in rows]),
        np.array([r.white for r in rows]),
    )


def keep(data: Table, path: Path, network: str) -> None:
    """Writes the table to an npz, with the SHA-256 of the network whose answers its signals are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, network=network, **{f.name: getattr(data, f.name) for f in fields(data)})


def kept(path: Path, network: str) -> Table | None:
    """The table that `keep` wrote; None where there is none, or none of this network."""
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as stored:
        if str(stored["network"]) != network:
            return None
        parts = {f.name: stored[f.name] for f in fields(Table)}
    return Table(**parts | {"names": tuple(str(name) for name in parts["names"])})
