"""How well scores order and predict the true quality of masks; numpy alone."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
GOOD_IOU, GOOD_BOUNDARY = 0.90, 0.80  # below either of them a mask needs an edit
WORST = 0.1


def needs_edit(iou: Numbers, boundary: Numbers) -> NDArray[np.bool_]:
    """Whether each mask needs a hand."""
    return np.asarray((iou < GOOD_IOU) | (boundary < GOOD_BOUNDARY))


def ranks(values: Numbers) -> Numbers:
    """1 to n, ties sharing their mean rank."""
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[where], np.float64)


def spearman(a: Numbers, b: Numbers) -> float:
    """Spearman's rank correlation; 0 where one of the two does not vary."""
    x, y = ranks(a), ranks(b)
    if x.std() == 0 or y.std() == 0:
        return 0.0
    return float(np.corrcoef(x, y)[0, 1])


def auc(positive: NDArray[np.bool_], values: Numbers) -> float | None:
    """Area under the ROC curve of `values` for `positive`; None where only one class is there."""
    n = int(positive.sum())
    if n in (0, len(positive)):
        return None
    total = float(ranks(values)[positive].sum())
    return (total - n * (n + 1) / 2) / (n * (len(positive) - n))


def average_precision(positive: NDArray[np.bool_], values: Numbers) -> float | None:
    """Mean precision over the positives, from the largest value down; None without positives."""
    if not positive.any():
        return None
    found = positive[np.argsort(-values, kind="stable")]
    precision = np.cumsum(found) / np.arange(1, len(found) + 1)
    return float(precision[found].mean())


def precision_of_worst(positive: NDArray[np.bool_], values: Numbers, share: float = WORST) -> float:
    """Share of `positive` among the masks with the largest values, at least one of them."""
    worst = np.argsort(-values, kind="stable")[: max(1, round(share * len(values)))]
    return float(positive[worst].mean())


def calibration(
    truth: Numbers, predicted: Numbers, bins: int = 10
) -> list[tuple[float, float, int]]:
    """(mean prediction, mean truth, count) of equal steps of the prediction that hold any."""
    which = np.minimum((predicted * bins).astype(int), bins - 1)
    return [
        (
            float(predicted[which == k].mean()),
            float(truth[which == k].mean()),
            int((which == k).sum()),
        )
        for k in range(bins)
        if (which == k).any()
    ]


def calibration_error(truth: Numbers, predicted: Numbers) -> float:
    """Expected calibration error: mean distance of prediction and truth over the bins, by their
    counts.
    """
    bins = calibration(truth, predicted)
    return sum(abs(p - t) * n for p, t, n in bins) / max(1, len(truth))
