"""How long a click takes, part by part, on this machine."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import numpy as np

from ..inference import registry
from ..inference.network import Look, OnnxNetwork
from ..inference.predictor import Predictor
from ..inference.settings import Settings
from ..types import Click, Picture
from .grabcut import GrabCut


@dataclass(frozen=True)
class Timing:
    """Milliseconds over `n` repetitions."""

    name: str
    p50: float
    p95: float
    n: int


def timed(name: str, action: Callable[[], object], repeat: int = 30, warm: int = 3) -> Timing:
    """The time of `action`, after `warm` calls that do not count."""
    spent = []
    for k in range(warm + repeat):
        start = time.perf_counter()
        action()
        if k >= warm:
            spent.append((time.perf_counter() - start) * 1000)
    return summed(name, spent)


def summed(name: str, spent: Sequence[float]) -> Timing:
    """The percentiles of `spent`, in milliseconds."""
    p50, p95 = np.percentile(spent, (50, 95))
    return Timing(name, round(float(p50), 2), round(float(p95), 2), len(spent))


def scene(width: int, height: int) -> Picture:
    """A bright ellipse on texture, (height, width, 3)."""
    rows, cols = np.mgrid[:height, :width]
    inside = ((cols / width - 0.5) / 0.3) ** 2 + ((rows / height - 0.5) / 0.35) ** 2 < 1
    noise = np.random.default_rng(0).integers(0, 30, (height, width, 1))
    colours = np.where(inside[..., None], (210, 170, 60), (60, 90, 110))
    return (colours + noise).astype(np.uint8)


def tiers(names: Sequence[str], threads: Sequence[int] = (1, 2)) -> list[dict[str, Any]]:
    """`table` for each model by name and each number of threads, a line for each timing."""
    rows = []
    for name in names:
        model = registry.entry(name)
        data, settings = registry.read(model), Settings.at(model.size)
        for workers in threads:
            predictor = Predictor(name, OnnxNetwork(data, workers), settings)
            head = {"model": name, "threads": workers}
            rows += [head | asdict(timing) for timing in table(predictor)]
    return rows


def table(predictor: Predictor, sizes: tuple[int, ...] = (256, 320, 384)) -> list[Timing]:
    """One forward pass by input side, alone and with its mirror image; whole later clicks at
    1000 x 1000 and 4000 x 3000 with their parts; OpenCV's grabCut at 256 px beside them.
    """
    rows = []
    for size in sizes:
        image = scene(size, size)
        look = Look(image, np.zeros((size, size), np.float32), [Click(size / 2, size / 2, True)])
        for flip in (False, True):
            name = f"network.{size}" + (".flip" if flip else "")
            rows.append(timed(name, partial(predictor.answer, look, flip)))
    for width, height in ((1000, 1000), (4000, 3000)):
        rows += clicks(predictor, width, height)
    picture = scene(1000, 1000)
    first = Click(500, 500, True)
    rows.append(timed("grabcut.256", lambda: GrabCut(picture).click(first), repeat=5, warm=1))
    return rows


def clicks(predictor: Predictor, width: int, height: int, repeat: int = 20) -> list[Timing]:
    """A second click in a picture of this size, and each of its parts."""
    session = predictor.open(scene(width, height))
    session.click(width / 2, height / 2, True)
    start = session.mask, list(session.clicks)
    parts: dict[str, list[float]] = {}

    def again() -> None:
        session.restore(*start)
        change = session.click(width * 0.78, height * 0.5, True)
        for part, spent in change.timings.items():
            parts.setdefault(part, []).append(spent)

    name = f"session.click.{width}"
    whole = timed(name, again, repeat)
    return [whole, *(summed(f"{name}.{part}", spent[-repeat:]) for part, spent in parts.items())]
