"""Boosted trees as plain arrays: read from JSON, asked with numpy. No scikit-learn."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .packing import SINGLE, WHOLE, packed, short, unpacked

LEAF = -1


@dataclass(frozen=True)
class Trees:
    """A sum of regression trees over rows of signals, then a calibration.

    Node k tests signal `feature[k]` (LEAF: none) against `threshold[k]`: at most goes to `left[k]`, else
    to `right[k]`; `value[k]` is what a leaf adds to `base`. `roots` are the trees' first nodes. The sum
    is read off the rising line through (`raw`, `calibrated`).
    """

    base: float
    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]
    raw: NDArray[np.float64]
    calibrated: NDArray[np.float64]

    def sums(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, signals) -> (n,): the sums before calibration."""
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots))).copy()
        which = np.arange(len(rows))[:, None]
        while True:
            feature = self.feature[at]
            inner = feature != LEAF
            if not inner.any():
                return np.asarray(self.base + self.value[at].sum(axis=1))
            low = rows[which, np.maximum(feature, 0)] <= self.threshold[at]
            at = np.where(inner, np.where(low, self.left[at], self.right[at]), at)

    def __call__(
        self, rows: NDArray[np.float64], beside: NDArray[np.float64] | float = 0.0
    ) -> NDArray[np.float64]:
        """(n, signals) -> (n,) calibrated values, 0 to 1; `beside` is added to the sums before."""
        return np.clip(np.interp(self.sums(rows) + beside, self.raw, self.calibrated), 0.0, 1.0)

    def as_json(self) -> dict[str, Any]:
        """What `read` reads: a node has one number, a leaf's value or the other nodes' threshold; its
        left node follows it, its right one `right` nodes later.

        Raises ValueError where a left node does not follow, or a right one follows too late.
        """
        leaf, here = self.feature == LEAF, np.arange(len(self.feature))
        if not np.array_equal(self.left[~leaf], here[~leaf] + 1):
            raise ValueError("a left node does not follow its parent")
        return {
            "base": self.base,
            "roots": self.roots.tolist(),
            "feature": packed(self.feature, WHOLE),
            "number": packed(np.where(leaf, self.value, self.threshold), SINGLE),
            "right": packed(np.where(leaf, 0, self.right - here), WHOLE),
            "raw": [short(v) for v in self.raw],
            "calibrated": [short(v) for v in self.calibrated],
        }


def read(document: dict[str, Any]) -> Trees:
    """Trees from their JSON."""

    def real(name: str) -> NDArray[np.float64]:
        return np.array(document[name], np.float64)

    feature, right = (unpacked(document[name]).astype(np.int64) for name in ("feature", "right"))
    number = unpacked(document["number"])
    leaf, here = feature == LEAF, np.arange(len(feature))
    return Trees(
        base=float(document["base"]),
        roots=np.array(document["roots"], np.int64),
        feature=feature,
        threshold=np.where(leaf, 0.0, number),
        left=np.where(leaf, 0, here + 1),
        right=np.where(leaf, 0, here + right),
        value=np.where(leaf, number, 0.0),
        raw=real("raw"),
        calibrated=real("calibrated"),
    )
