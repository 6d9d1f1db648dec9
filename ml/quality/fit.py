"""Fitting the combiner: boosted trees by scikit-learn, exported as arrays. Training only."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold

from .figures import auc, needs_edit, ranks, spearman
from .table import Table
from .trees import LEAF, Trees

Numbers = NDArray[np.float64]
FOLDS = 5
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


def held_out(data: Table, y: Numbers) -> tuple[Numbers, Numbers]:
    """(regression, classification): predictions for each row by models that did not see its object."""
    one, two = np.zeros(len(y)), np.zeros(len(y))
    for train, test in GroupKFold(FOLDS).split(data.x, y, data.groups):
        x, t = data.x[train], y[train]
        one[test] = regression(x, t).predict(data.x[test]) + MIDDLE
        two[test] = expected(grading(x, t), data.x[test], t)
    return one, two


def held_out_odds(data: Table, bad: NDArray[np.bool_]) -> Numbers:
    """Sums of `editing` for each row by models that did not see its object."""
    out = np.zeros(len(bad))
    for train, test in GroupKFold(FOLDS).split(data.x, bad, data.groups):
        out[test] = editing(data.x[train], bad[train]).decision_function(data.x[test])
    return out


def export(
    model: GradientBoostingRegressor | GradientBoostingClassifier,
    base: float,
    raw: Numbers,
    y: Numbers,
) -> Trees:
    """The trees as arrays, their sums starting from `base`, calibrated by held-out sums `raw` of `y`."""
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
    return Trees(base, np.array(roots), feature, threshold, left, right, value, *line)


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


class HeldOut(NamedTuple):
    """What models that did not see a row's object say of it: regressions of IoU and Boundary IoU, and the
    sums of `editing`.
    """

    iou: Numbers
    boundary: Numbers
    edit: Numbers


def comparison(data: Table) -> tuple[dict[str, dict[str, float | None]], HeldOut]:
    """(figures of regression and classification, held-out predictions)."""
    bad = needs_edit(data.iou, data.boundary)
    found: dict[str, dict[str, float | None]] = {}
    regressions = []
    edit = held_out_odds(data, bad)
    grounds = {"all": np.ones(len(bad), bool), "studio": data.white, "natural": ~data.white}
    for target, y in (("iou", data.iou), ("boundary", data.boundary)):
        one, two = held_out(data, y)
        regressions.append(one)
        for how, predicted in (("regression", one), ("grades", two)):
            for ground, rows in grounds.items():
                found[f"{target} {how} {ground}"] = {
                    "spearman": spearman(y[rows], predicted[rows]),
                    "auc_needs_edit": auc(bad[rows], -predicted[rows]),
                }
    for ground, rows in grounds.items():
        found[f"edit odds {ground}"] = {
            "spearman": None,
            "auc_needs_edit": auc(bad[rows], edit[rows]),
        }
    return found, HeldOut(regressions[0], regressions[1], edit)
