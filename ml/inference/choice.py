"""At which size of its input a machine is fast enough for the best model."""

import time
from collections.abc import Callable, Sequence

import numpy as np

from ..types import Click
from . import registry
from .network import Look
from .predictor import Predictor, load

BUDGET = 100.0  # milliseconds of the network in a click, two looks
LOOKS = 2  # at the object, and close up
REPEAT = 7
SMALLER = (192, 128)  # pixels a side, for slower machines


def ladder() -> list[str]:
    """What there is to choose from, best first: the product's model at smaller and smaller sizes.

    At the same speed a smaller view costs fewer clicks than a smaller network (docs/model.md), so the
    smaller models are for who is short of memory, and asks for them.
    """
    best = registry.default()
    return [best, *(f"{best}@{side}" for side in SMALLER)]


def best(budget: float = BUDGET) -> str:
    """The first of the ladder whose looks at one click take this machine at most `budget`
    milliseconds, else the last.

    A model's time is the shortest of several: what else the machine does just now is not to decide
    what it is good for.
    """
    return first_within(budget, ladder(), lambda name: LOOKS * milliseconds(load(name)))


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


def first_within(budget: float, names: Sequence[str], time_of: Callable[[str], float]) -> str:
    """The first of `names` whose time is within `budget`, else the last; no more of them are timed
    than that takes.
    """
    return next((name for name in names[:-1] if time_of(name) <= budget), names[-1])
