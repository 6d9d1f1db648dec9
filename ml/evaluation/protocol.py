"""The clicks protocol of the field (RITM, section 4): click the deepest error, count clicks to an
IoU.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import cv2
import numpy as np

from ..types import Click, Mask
from .metrics import boundary_iou, iou
from .sets import Case

MOST_CLICKS = 20
SHOWN = (1, 3, 5)  # clicks after which IoU is reported

Answerer = Callable[[Click], Mask]
"""Takes a click, returns the mask (H, W) after it."""


@dataclass
class Run:
    """One object clicked on: `ious[k]`, `boundary[k]` after k + 1 clicks, `seconds` spent on
    answers.
    """

    name: str
    ious: list[float] = field(default_factory=list)
    boundary: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def noc(self, goal: float) -> int:
        """Clicks to an IoU of `goal`, 20 when it is never reached."""
        return next((k for k, value in enumerate(self.ious, 1) if value >= goal), MOST_CLICKS)

    def failed(self, goal: float) -> bool:
        """Whether 20 clicks did not reach `goal`."""
        return max(self.ious) < goal


def next_click(mask: Mask, truth: Mask, ignore: Mask, clicked: Mask) -> Click | None:
    """The pixel deepest inside an error; None where nothing is wrong.

    The image's border counts as outside (padding by one pixel), pixels clicked before are not
    clicked again, foreground only when the missing part is strictly deeper, the first such pixel in
    reading order.
    """
    depths = []
    for wrong in (truth & ~mask & ~ignore, ~truth & mask & ~ignore):
        padded = np.pad(wrong, 1).astype(np.uint8)
        distance = cv2.distanceTransform(padded, cv2.DIST_L2, 0)[1:-1, 1:-1]
        depths.append(distance * ~clicked)
    positive = float(depths[0].max()) > float(depths[1].max())
    depth = depths[0 if positive else 1]
    if depth.max() <= 0:
        return None
    row, column = divmod(int(depth.argmax()), mask.shape[1])
    return Click(column + 0.5, row + 0.5, positive)


def click_through(case: Case, answer: Answerer, start: Mask, goal: float = 0.9) -> Run:
    """Clicks on `case` until `goal` is reached and at least five clicks are seen, at most 20
    clicks.
    """
    run = Run(case.name)
    mask, clicked = start, np.zeros_like(start)
    while len(run.ious) < MOST_CLICKS:
        click = next_click(mask, case.truth, case.ignore, clicked)
        if click is None:  # perfect: further clicks would change nothing
            run.ious.append(iou(mask, case.truth, case.ignore))
            run.boundary.append(boundary_iou(mask, case.truth, case.ignore))
        else:
            column, row = click.pixel
            clicked[row, column] = True
            begin = time.perf_counter()
            mask = answer(click)
            run.seconds += time.perf_counter() - begin
            run.ious.append(iou(mask, case.truth, case.ignore))
            run.boundary.append(boundary_iou(mask, case.truth, case.ignore))
        if len(run.ious) >= max(SHOWN) and max(run.ious) >= goal:
            break
    return run


def summary(runs: Iterable[Run]) -> dict[str, object]:
    """`noc85`, `noc90`, `nof90`, `miou` and `boundary_iou` by clicks, `spc` in seconds, over all
    runs.
    """
    runs = list(runs)
    clicks = sum(len(r.ious) for r in runs)
    return {
        "n": len(runs),
        "noc85": round(float(np.mean([r.noc(0.85) for r in runs])), 3),
        "noc90": round(float(np.mean([r.noc(0.90) for r in runs])), 3),
        "nof90": sum(r.failed(0.90) for r in runs),
        "miou": {str(k): round(float(np.mean([r.ious[k - 1] for r in runs])), 4) for k in SHOWN},
        "boundary_iou": {
            str(k): round(float(np.mean([r.boundary[k - 1] for r in runs])), 4) for k in SHOWN
        },
        "spc": round(sum(r.seconds for r in runs) / clicks, 4),
    }
