"""How long a click takes, part by part, on this machine."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..inference.network import Look
from ..inference.predictor import Predictor
from ..inference.session import Session
from ..types import Click, Mask, Picture
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
    return Timing(name, float(np.percentile(spent, 50)), float(np.percentile(spent, 95)), repeat)


def scene(width: int, height: int) -> Picture:
    """A bright ellipse on texture, (height, width, 3)."""
    rows, cols = np.mgrid[:height, :width]
    inside = ((cols / width - 0.5) / 0.3) ** 2 + ((rows / height - 0.5) / 0.35) ** 2 < 1
    noise = np.random.default_rng(0).integers(0, 30, (height, width, 1))
    colours = np.where(inside[..., None], (210, 170, 60), (60, 90, 110))
    return (colours + noise).astype(np.uint8)


def table(predictor: Predictor, sizes: tuple[int, ...] = (256, 320, 384)) -> list[Timing]:
    """One forward pass by input side, alone and with its mirror image; whole later clicks at
    1000 x 1000 and 4000 x 3000; OpenCV's grabCut at 256 px beside them.
    """
    rows = []
    for size in sizes:
        image = scene(size, size)
        look = Look(image, np.zeros((size, size), np.float32), [Click(size / 2, size / 2, True)])
        for flip in (False, True):
            name = f"network.{size}" + (".flip" if flip else "")
            rows.append(timed(name, partial(predictor.answer, look, flip)))
    for width, height in ((1000, 1000), (4000, 3000)):
        session = predictor.open(scene(width, height))
        session.click(width / 2, height / 2, True)
        start = session.mask, list(session.clicks)
        action = partial(_click_again, session, *start, Click(width * 0.78, height * 0.5, True))
        rows.append(timed(f"session.click.{width}", action, repeat=20))
    picture = scene(1000, 1000)
    first = Click(500, 500, True)
    rows.append(timed("grabcut.256", lambda: GrabCut(picture).click(first), repeat=5, warm=1))
    return rows


def _click_again(session: Session, mask: Mask, clicks: list[Click], click: Click) -> None:
    session.restore(mask, clicks)
    session.click(click.x, click.y, click.positive)
