"""How long a click takes, part by part, on this machine."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import cv2
import numpy as np

from ..inference import registry
from ..inference.network import Look, OnnxNetwork
from ..inference.predictor import Predictor
from ..inference.session import Session
from ..inference.settings import Settings
from ..types import Change, Click, Mask, Picture
from .grabcut import GrabCut

SIZES = (256, 320, 384)
PICTURES = ((1000, 1000), (4000, 3000))
THREADS = (1, 2)


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


def tiers(names: Sequence[str], threads: Sequence[int] = THREADS) -> list[dict[str, Any]]:
    """A line for each timing of each model by name with each number of threads, and grabCut's."""
    rows = []
    for name in names:
        model = registry.entry(name)
        data, settings = registry.read(model), Settings.at(model.size)
        for workers in threads:
            predictor = Predictor(name, OnnxNetwork(data, workers), settings)
            head = {"model": name, "threads": workers}
            rows += [head | asdict(row) for row in [*passes(predictor), *clicks(predictor)]]
    head = {"model": "OpenCV", "threads": cv2.getNumThreads()}
    return [*rows, head | asdict(grabcut())]


def markdown(rows: Sequence[dict[str, Any]]) -> str:
    """`tiers` as a table: a line for each timing, a column for each model and number of threads,
    p50 / p95 in ms.
    """
    heads = list(dict.fromkeys((row["model"], row["threads"]) for row in rows))
    cells = {(row["name"], row["model"], row["threads"]): row for row in rows}
    titles = [f"{model}, {threads} thread{'s' * (threads > 1)}" for model, threads in heads]
    lines = [f"| ms, p50 / p95 | {' | '.join(titles)} |", "|---" * (len(heads) + 1) + "|"]
    for name in dict.fromkeys(row["name"] for row in rows):
        found = [cells.get((name, *head)) for head in heads]
        texts = [f"{cell['p50']:.1f} / {cell['p95']:.1f}" if cell else "" for cell in found]
        lines.append(f"| {name} | {' | '.join(texts)} |")
    return "\n".join(lines)


def table(predictor: Predictor) -> list[Timing]:
    """All timings of one model on the threads that it has, OpenCV's grabCut beside them."""
    return [*passes(predictor), *clicks(predictor), grabcut()]


def passes(predictor: Predictor) -> Iterator[Timing]:
    """One forward pass by side of the input, alone and with its mirror image."""
    for size in SIZES:
        image = scene(size, size)
        look = Look(image, np.zeros((size, size), np.float32), [Click(size / 2, size / 2, True)])
        for flip in (False, True):
            name = f"network.{size}" + (".flip" if flip else "")
            yield timed(name, partial(predictor.answer, look, flip))


def clicks(predictor: Predictor) -> Iterator[Timing]:
    """A first and a second click in pictures of 1000 x 1000 and 4000 x 3000, and their parts."""
    for width, height in PICTURES:
        session = predictor.open(scene(width, height))
        yield from parts(f"first.{width}", partial(first, session, width, height))
        first(session, width, height)
        state = session.mask, list(session.clicks)
        yield from parts(f"click.{width}", partial(second, session, state, width, height))


def first(session: Session, width: int, height: int) -> Change:
    """A click on the scene's ellipse, of which nothing is known yet."""
    session.restore(None)
    return session.click(width / 2, height / 2, True)


def second(session: Session, state: tuple[Mask, list[Click]], width: int, height: int) -> Change:
    """A click near the ellipse's end, after the first one."""
    session.restore(*state)
    return session.click(width * 0.78, height * 0.5, True)


def parts(name: str, action: Callable[[], Change], repeat: int = 20) -> list[Timing]:
    """The time of `action`, and of each of the parts that it names."""
    each: dict[str, list[float]] = {}

    def once() -> None:
        for part, spent in action().timings.items():
            each.setdefault(part, []).append(spent)

    whole = timed(name, once, repeat)
    return [whole, *(summed(f"{name}.{part}", spent[-repeat:]) for part, spent in each.items())]


def grabcut() -> Timing:
    """OpenCV's grabCut at 256 px, one click in a picture of 1000 x 1000."""
    picture, click = scene(1000, 1000), Click(500, 500, True)
    return timed("grabcut.256", lambda: GrabCut(picture).click(click), repeat=5, warm=1)
