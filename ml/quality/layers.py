"""A few small layers as plain arrays, asked with numpy: what the trees cannot see for their steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .packing import HALF, packed, short, unpacked

Numbers = NDArray[np.float64]
FAR = 4.0  # standard deviations at which a feature is cut off


@dataclass(frozen=True)
class Layers:
    """Three numbers of a row: how IoU and Boundary IoU rank, and the odds of an edit; larger is more.

    `knots` (one rising row of numbers for each signal) turn a signal into -1 to 1 by its rank among
    those that were fitted to; `mean`, `scale` (features,) and `axes` (features, axes) turn features into
    a few coordinates. `members` are networks of three layers, each (weights, bias) in turn, whose
    answers are averaged.
    """

    knots: tuple[Numbers, ...]
    mean: Numbers
    scale: Numbers
    axes: Numbers
    members: tuple[tuple[Numbers, ...], ...]

    def inputs(self, signals: Numbers, features: Numbers) -> Numbers:
        """(n, signals), (n, features) -> (n, axes + signals): what the members are told."""
        even = np.clip((features - self.mean) / self.scale, -FAR, FAR) @ self.axes
        level = [ranked(signals[:, k], at) for k, at in enumerate(self.knots)]
        return np.concatenate([even, np.stack(level, axis=1)], axis=1)

    def __call__(self, signals: Numbers, features: Numbers) -> Numbers:
        """(n, signals), (n, features) -> (n, 3)."""
        told = self.inputs(signals, features)
        return np.asarray(np.mean([answered(told, member) for member in self.members], axis=0))

    def as_json(self) -> dict[str, Any]:
        """What `read` reads."""
        return {
            "knots": [[short(v) for v in row] for row in self.knots],
            "mean": packed(self.mean, HALF),
            "scale": packed(self.scale, HALF),
            "axes": packed(self.axes, HALF),
            "members": [[packed(part, HALF) for part in member] for member in self.members],
        }


def ranked(values: Numbers, knots: Numbers) -> Numbers:
    """-1 to 1 by where `values` lie among `knots`; 0 where these are one and the same."""
    if len(knots) < 2:
        return np.zeros(len(values))
    return np.interp(values, knots, np.linspace(-1, 1, len(knots)))


def answered(rows: Numbers, member: Sequence[Numbers]) -> Numbers:
    """(n, inputs) -> (n, 3): layers of weights and bias, negative sums cut off between them."""
    *inner, last = zip(member[::2], member[1::2], strict=True)
    for weights, bias in inner:
        rows = np.maximum(rows @ weights + bias, 0)
    return rows @ last[0] + last[1]


def read(document: dict[str, Any]) -> Layers:
    """Layers from their JSON."""
    return Layers(
        knots=tuple(np.array(row, np.float64) for row in document["knots"]),
        mean=unpacked(document["mean"]),
        scale=unpacked(document["scale"]),
        axes=unpacked(document["axes"]),
        members=tuple(tuple(unpacked(part) for part in member) for member in document["members"]),
    )
