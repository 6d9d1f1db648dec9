"""Which of the models a machine is fast enough for."""

import time
from collections.abc import Iterable

import numpy as np

from ..types import Click
from . import registry
from .network import Look
from .predictor import Predictor, load

BUDGET = 150.0  # milliseconds of the network in a click, two looks
LOOKS = 2  # at the object, and close up
REPEAT = 7
SMALLEST = 192  # pixels a side: the last resort of a slow machine


def ladder() -> list[str]:
    """What there is to choose from, best first: every model, and the last one at a small size."""
    names = registry.names()
    return [*names, f"{names[-1]}@{SMALLEST}"]


def best(budget: float = BUDGET) -> str:
    """The first of the ladder whose looks at one click take this machine at most `budget`
    milliseconds, else the last.

    A model's time is the shortest of several: what else the machine does just now is not to decide
    what it is good for.
    """
    return first_within(budget, ((name, LOOKS * milliseconds(load(name))) for name in ladder()))


def milliseconds(predictor: Predictor) -> float:
    """The shortest time of a look of `predictor`, of several after a first one."""
    size = predictor.settings.size
    image = np.zeros((size, size, 3), np.uint8)
    look = Look(image, np.zeros((size, size), np.float32), [Click(size / 2, size / 2, True)])
    spent = []
    for _ in range(REPEAT):
        start = time.perf_counter()
        predictor.answer(look, flip=False)
        spent.append((time.perf_counter() - start) * 1000)
    return min(spent[1:])


def first_within(budget: float, times: Iterable[tuple[str, float]]) -> str:
    """The first of (name, milliseconds) within `budget`, else the last; the rest is not asked for.

    Raises ValueError when there is none at all.
    """
    name = None
    for name, spent in times:
        if spent <= budget:
            return name
    if name is None:
        raise ValueError("there is no model to choose")
    return name
