"""The clicks protocol of the field (RITM, section 4): repair the deepest error, count gestures to an
IoU.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..types import Mask
from .metrics import boundary_iou, iou
from .people import Gesture, Person
from .sets import Case

MOST_CLICKS = 20
SHOWN = (1, 3, 5)  # gestures after which IoU is reported

Answerer = Callable[[Gesture], Mask]
"""Takes a gesture, returns the mask (H, W) after it."""


@dataclass
class Run:
    """One object repaired: `ious[k]`, `boundary[k]` after k + 1 gestures, `spoilt` the pixels that
    were right and are wrong after a gesture, as shares of the object's area, `seconds` spent on
    answers, `mask` the last one. `missed` and `spilt`: what of the object is not in the mask after
    the first gesture, and what is in it beside the object, as shares of the object's area.
    """

    case: Case
    mask: Mask
    ious: list[float] = field(default_factory=list)
    boundary: list[float] = field(default_factory=list)
    spoilt: list[float] = field(default_factory=list)
    seconds: float = 0.0
    missed: float = 0.0
    spilt: float = 0.0

    def noc(self, goal: float) -> int:
        """Gestures to an IoU of `goal`, 20 when it is never reached."""
        return next((k for k, value in enumerate(self.ious, 1) if value >= goal), MOST_CLICKS)

    def failed(self, goal: float) -> bool:
        """Whether 20 gestures did not reach `goal`."""
        return max(self.ious) < goal


def repair(case: Case, person: Person, answer: Answerer, start: Mask, goal: float = 0.9) -> Run:
    """Lets `person` repair `start` until `goal` is reached and at least five gestures are seen, at
    most 20.
    """
    run = Run(case, start)
    while len(run.ious) < MOST_CLICKS:
        gesture = person.next(run.mask)
        if gesture is not None:  # perfect otherwise: further gestures would change nothing
            before = run.mask
            begin = time.perf_counter()
            run.mask = answer(gesture).copy()
            run.seconds += time.perf_counter() - begin
            run.spoilt.append(_share(run.mask != case.truth, before == case.truth, case))
        if not run.ious:
            run.missed = _share(case.truth, ~run.mask, case)
            run.spilt = _share(~case.truth, run.mask, case)
        run.ious.append(iou(run.mask, case.truth, case.ignore))
        run.boundary.append(boundary_iou(run.mask, case.truth, case.ignore))
        if len(run.ious) >= max(SHOWN) and max(run.ious) >= goal:
            break
    return run


def _share(some: Mask, others: Mask, case: Case) -> float:
    """The pixels that both masks hold, as a share of the object's area."""
    both = some & others & ~case.ignore
    return int(np.count_nonzero(both)) / max(1, int(np.count_nonzero(case.truth)))


def summary(runs: Iterable[Run]) -> dict[str, Any]:
    """`noc85`, `noc90`, `nof90`, `miou` and `boundary_iou` by gestures, `spoilt` a gesture, `spc` in
    seconds, over all runs.
    """
    runs = list(runs)
    gestures = sum(len(r.ious) for r in runs)
    spoilt = [share for r in runs for share in r.spoilt]

    def after(values: Callable[[Run], list[float]]) -> dict[str, float]:
        return {str(k): mean([values(r)[k - 1] for r in runs], 4) for k in SHOWN}

    return {
        "n": len(runs),
        "noc85": mean([r.noc(0.85) for r in runs]),
        "noc90": mean([r.noc(0.90) for r in runs]),
        "nof90": sum(r.failed(0.90) for r in runs),
        "miou": after(lambda r: r.ious),
        "boundary_iou": after(lambda r: r.boundary),
        "spoilt": mean(spoilt, 4) if spoilt else 0.0,
        "spc": round(sum(r.seconds for r in runs) / gestures, 4),
    }


def strict(runs: Iterable[Run]) -> dict[str, Any]:
    """`noc95` and `nof95`; only of runs that were repaired to 0.95."""
    runs = list(runs)
    return {
        "noc95": mean([r.noc(0.95) for r in runs]),
        "nof95": sum(r.failed(0.95) for r in runs),
    }


def mean(values: "Iterable[float]", digits: int = 3) -> float:
    """The rounded mean."""
    return round(float(np.mean(list(values))), digits)
