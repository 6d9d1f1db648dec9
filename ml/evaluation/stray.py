"""Whether a wrong stroke leaves anything behind once the right ones have followed."""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from tqdm import tqdm

from ..simulation.strokes import next_stroke
from ..types import Mask, Stroke
from .metrics import iou
from .noc import Starter
from .people import PEN, Scribbler
from .protocol import Answerer
from .sets import Case

ROUNDS = (4, 8, 12, 16)
"""After so many right strokes the runs are compared."""


def table(cases: Sequence[Case], start: Starter, rounds: Sequence[int] = ROUNDS) -> dict[str, Any]:
    """Mean IoU after so many right strokes, `clean`, and after as many that follow a foreground
    stroke beside the object, `stray`; `lost` is the difference: lists, one value for each of
    `rounds`, which rise.
    """
    ends = {name: np.zeros((len(cases), len(rounds))) for name in ("clean", "stray")}
    for n, case in enumerate(tqdm(cases, desc="stray", unit="object")):
        seed = zlib.crc32(case.name.encode())
        for name, values in ends.items():
            mask = np.zeros_like(case.truth)
            answer = start(case, mask)
            if name == "stray":
                mask = _answered(answer, mask, wrong(case, seed))
            person = Scribbler(case, np.random.default_rng(seed))
            for number in range(1, rounds[-1] + 1):
                mask = _answered(answer, mask, person.next(mask))
                if number in rounds:
                    values[n, rounds.index(number)] = iou(mask, case.truth, case.ignore)
    clean, stray = ends["clean"].mean(0), ends["stray"].mean(0)
    return {
        "n": len(cases),
        "rounds": list(rounds),
        "clean": [round(float(value), 4) for value in clean],
        "stray": [round(float(value), 4) for value in stray],
        "lost": [round(float(value), 4) for value in clean - stray],
    }


def _answered(answer: Answerer, mask: Mask, stroke: Stroke | None) -> Mask:
    return mask if stroke is None else answer(stroke).copy()


def wrong(case: Case, seed: int) -> Stroke | None:
    """A foreground stroke beside the object, the same one for every run; None where the object fills
    the picture.
    """
    radius = max(1.0, PEN * max(case.truth.shape))
    rng = np.random.default_rng([seed, 1])
    nothing = np.zeros_like(case.truth)
    return next_stroke(nothing, ~case.truth & ~case.ignore, nothing, radius, rng)
