"""Fitting the combiner: boosted trees by scikit-learn, exported as arrays. Training only."""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold

from . import fit_layers
from .figures import auc, needs_edit, ranks, spearman
from .layers import Layers
from .table import Table
from .trees import LEAF, Trees

Numbers = NDArray[np.float64]
Rows = NDArray[np.int64]
FOLDS = 4
GRADES = (0.5, 0.75, 0.9)  # limits between the grades of the classification
# Deep trees know more of the order; the odds of an edit want many slow, shallow ones.
ORDER = {
    "n_estimators": 200,
    "learning_rate": 0.04,
    "max_depth": 6,
    "subsample": 0.5,
    "max_features": 0.3,
    "min_samples_leaf": 5,
    "random_state": 0,
}
ODDS = ORDER | {
    "n_estimators": 400,
    "learning_rate": 0.03,
    "max_depth": 4,
    "min_samples_leaf": 10,
}
GRADING = ODDS | {"n_estimators": 100, "learning_rate": 0.05}
MIDDLE = 0.5  # of the ranks
EDIT = 2  # column of the odds of an edit
BESIDE = 1.5  # weight of the layers against the trees


def regression(x: Numbers, y: Numbers) -> GradientBoostingRegressor:
    """Trees that predict the rank of `y`, -0.5 to 0.5, from the rows of `x`.

    Ranks, not values: half of all masks lie between 0.85 and 1, and it is their order that people work
    by. The calibration turns ranks into values again.
    """
    model = GradientBoostingRegressor(init="zero", **ORDER)
    return model.fit(x, ranks(y) / len(y) - MIDDLE)


def editing(x: Numbers, bad: NDArray[np.bool_]) -> GradientBoostingClassifier:
    """Trees whose sum rises with the odds that a row is `bad`."""
    return GradientBoostingClassifier(init="zero", **ODDS).fit(x, bad)


def grading(x: Numbers, y: Numbers) -> GradientBoostingClassifier:
    """Trees that predict the grade that `y` falls into."""
    model = GradientBoostingClassifier(**GRADING)
    return model.fit(x, np.digitize(y, GRADES))


def expected(model: GradientBoostingClassifier, x: Numbers, y: Numbers) -> Numbers:
    """The mean of `y` that the predicted grades' odds promise; `y` are the training grades' values."""
    odds = model.predict_proba(x)
    means = np.array([y[np.digitize(y, GRADES) == k].mean() for k in model.classes_])
    return np.asarray(odds @ means)


class Forests(NamedTuple):
    """Trees for the ranks of IoU and Boundary IoU, and for the odds of an edit."""

    iou: GradientBoostingRegressor
    boundary: GradientBoostingRegressor
    edit: GradientBoostingClassifier

    def sums(self, x: Numbers) -> Numbers:
        """(n, signals) -> (n, 3): what the trees say."""
        ranked = [part.predict(x) for part in (self.iou, self.boundary)]
        return np.stack([*ranked, self.edit.decision_function(x)], axis=1)


def forests(data: Table, rows: Rows) -> Forests:
    """Trees fitted to these rows of the table."""
    x, iou, boundary = data.x[rows], data.iou[rows], data.boundary[rows]
    bad = needs_edit(iou, boundary)
    return Forests(regression(x, iou), regression(x, boundary), editing(x, bad))


def layers(data: Table, rows: Rows) -> Layers:
    """Layers fitted to these rows of the table."""
    iou, boundary = data.iou[rows], data.boundary[rows]
    middle = [ranks(y) / len(y) - MIDDLE for y in (iou, boundary)]
    wanted = np.stack([*middle, needs_edit(iou, boundary)], axis=1)
    return fit_layers.layers(data.x[rows], data.features[rows], wanted)


class HeldOut(NamedTuple):
    """What trees and layers that did not see a row's object say of it, (n, 3) each: `trees`, `layers`; and what
    grades promise of IoU and Boundary IoU, `grades` (n, 2).
    """

    trees: Numbers
    layers: Numbers
    grades: Numbers

    @property
    def ratio(self) -> Numbers:
        """(3,): by what the layers' answers are multiplied, to count `BESIDE` times as much as the trees'."""
        return np.asarray(BESIDE * self.trees.std(axis=0) / self.layers.std(axis=0))

    @property
    def mixed(self) -> Numbers:
        """(n, 3): trees and layers together."""
        return self.trees + self.ratio * self.layers


def held_out(data: Table, workers: int) -> HeldOut:
    """Predictions for each row by what did not see its object; `workers` folds side by side."""
    n = len(data.iou)
    out = HeldOut(np.zeros((n, 3)), np.zeros((n, 3)), np.zeros((n, 2)))
    folds = list(GroupKFold(FOLDS).split(data.x, data.iou, data.groups))

    def grow(fold: tuple[Rows, Rows]) -> None:
        train, test = fold
        out.trees[test] = forests(data, train).sums(data.x[test])
        for k, y in enumerate((data.iou[train], data.boundary[train])):
            out.grades[test, k] = expected(grading(data.x[train], y), data.x[test], y)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(grow, folds))
    # One after the other: PyTorch has one source of chance, and the same table gives the same model.
    for train, test in folds:
        out.layers[test] = layers(data, train)(data.x[test], data.features[test])
    return out


def export(
    model: GradientBoostingRegressor | GradientBoostingClassifier, raw: Numbers, y: Numbers
) -> Trees:
    """The trees as arrays, calibrated by held-out sums `raw` of `y`."""
    roots, parts, start = [], [], 0
    for tree in (row[0].tree_ for row in model.estimators_):
        leaf = tree.children_left < 0
        roots.append(start)
        parts.append(
            (
                np.where(leaf, LEAF, tree.feature),
                np.where(leaf, 0.0, tree.threshold),
                np.where(leaf, 0, tree.children_left + start),
                np.where(leaf, 0, tree.children_right + start),
                np.where(leaf, tree.value[:, 0, 0] * model.learning_rate, 0.0),
            )
        )
        start += tree.node_count
    feature, threshold, left, right, value = (np.concatenate(p) for p in zip(*parts, strict=True))
    line = calibrated(raw, y)
    return Trees(0.0, np.array(roots), feature, threshold, left, right, value, *line)


def calibrated(raw: Numbers, y: Numbers, points: int = 40) -> tuple[Numbers, Numbers]:
    """A strictly rising line from predictions to their true mean, through `points` points: isotonic,
    but for a small slope where that is flat, so that ranks are kept.
    """
    rising = IsotonicRegression(out_of_bounds="clip").fit(raw, y)
    at = np.unique(np.quantile(raw, np.linspace(0, 1, points)))
    at = np.concatenate([[at[0] - 0.5], at, [at[-1] + 0.5]])
    # Averaged over its neighbourhood: the steps of an isotonic fit are noise at this many rows.
    value = np.convolve(np.pad(rising.predict(at), 1, mode="edge"), np.ones(3) / 3, "valid")
    return at, np.clip(value * 0.98 + 0.02 * np.linspace(0, 1, len(at)), 0, 1)


def comparison(data: Table, out: HeldOut) -> dict[str, dict[str, float | None]]:
    """Figures of what is shipped, of the trees alone and of grades, by target and ground."""
    bad = needs_edit(data.iou, data.boundary)
    grounds = {"all": np.ones(len(bad), bool), "studio": data.white, "natural": ~data.white}
    found: dict[str, dict[str, float | None]] = {}
    for k, (target, y) in enumerate((("iou", data.iou), ("boundary", data.boundary))):
        ways = {"shipped": out.mixed, "trees alone": out.trees, "grades": out.grades}
        for how, predicted in ways.items():
            for ground, rows in grounds.items():
                found[f"{target} {how} {ground}"] = {
                    "spearman": spearman(y[rows], predicted[rows, k]),
                    "auc_needs_edit": auc(bad[rows], -predicted[rows, k]),
                }
    for how, predicted in {"shipped": out.mixed, "trees alone": out.trees}.items():
        for ground, rows in grounds.items():
            found[f"edit odds {how} {ground}"] = {
                "spearman": None,
                "auc_needs_edit": auc(bad[rows], predicted[rows, EDIT]),
            }
    return found
