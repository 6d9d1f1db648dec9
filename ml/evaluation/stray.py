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
from .protocol import Answerer, mean
from .sets import Case

ROUNDS = 8


def table(cases: Sequence[Case], start: Starter, rounds: int = ROUNDS) -> dict[str, Any]:
    """Mean IoU after `rounds` right strokes, `clean`, and after as many that follow a foreground
    stroke beside the object, `stray`; `lost` is the difference.
    """
    ends: dict[str, list[float]] = {"clean": [], "stray": []}
    for case in tqdm(cases, desc="stray", unit="object"):
        seed = zlib.crc32(case.name.encode())
        for name, values in ends.items():
            mask = np.zeros_like(case.truth)
            answer = start(case, mask)
            if name == "stray":
                mask = _answered(answer, mask, wrong(case, seed))
            person = Scribbler(case, np.random.default_rng(seed))
            for _ in range(rounds):
                mask = _answered(answer, mask, person.next(mask))
            values.append(iou(mask, case.truth, case.ignore))
    clean, stray = mean(ends["clean"], 4), mean(ends["stray"], 4)
    return {"n": len(cases), "clean": clean, "stray": stray, "lost": round(clean - stray, 4)}


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
