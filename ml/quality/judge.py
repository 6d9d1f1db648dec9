"""A mask's quality without knowing the truth: evidence, signals, score, reasons."""

import math
import threading
from dataclasses import dataclass, replace

import numpy as np

from ..changes import bounds
from ..inference import registry
from ..inference.settings import Settings
from ..types import InputError, Mask, Picture
from . import reasons
from .eye import Eye, Watched
from .model import Model
from .model import load as load_model
from .pooling import pooled
from .reasons import Reason
from .signals import signals
from .views import Pause, at_once, consensus, look

UNUSUAL = 3.0  # standard deviations of the logarithm of the area
LEAST_SPREAD = 0.25  # of that logarithm: objects of one class differ by this much in any case


@dataclass(frozen=True)
class Quality:
    """What is thought of a mask. `score`: its predicted IoU with the truth, `boundary_score`: its
    predicted Boundary IoU, `edit`: the chance that it needs an edit, each 0 to 1; `reasons`: its
    faults, the heaviest first.
    """

    score: float
    boundary_score: float
    edit: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Usual:
    """What is usual for a class: mean and standard deviation of the natural logarithm of the share of
    the image that an object takes.
    """

    mean: float
    spread: float

    def ratio(self, share: float) -> float | None:
        """How many times the usual area `share` is, where that is unusual; else None."""
        away = math.log(share) - self.mean
        return math.exp(away) if abs(away) > UNUSUAL * max(self.spread, LEAST_SPREAD) else None


class Judge:
    """Scores masks with a network and a fitted model. May be shared by threads."""

    def __init__(self, eye: Eye, model: Model) -> None:
        self._eye = eye
        self._model = model

    @property
    def version(self) -> str:
        """The name of the fit that scores come from: scores of two versions are not to be mixed."""
        return self._model.version

    def score(
        self, image: Picture, mask: Mask, usual: Usual | None = None, pause: Pause = at_once
    ) -> Quality:
        """The quality of `mask` (H, W) bool on `image` (H, W, 3) uint8. With `usual`, an area unlike
        its class is named. `pause` may hold the work up between its parts.

        Raises InputError `image_shape` or `mask_size`. An empty mask has score 0.
        """
        check(image, mask)
        height, width = mask.shape
        if not mask.any():
            return Quality(0.0, 0.0, 1.0, (Reason("empty", 0.0, (0, 0, width, height)),))
        evidence = look(image, mask, self._eye, pause)
        pause()
        guess = self._model(signals(evidence), pooled(evidence))
        found = reasons.find(evidence, consensus(evidence) > 0.5, guess.edit)
        ratio = None if usual is None else usual.ratio(evidence.share)
        if ratio is not None:
            found.append(Reason("area", round(ratio, 2), bounds(mask)))
        score, boundary, edit = (round(value, 4) for value in guess)
        return Quality(score, boundary, edit, tuple(found))


def check(image: Picture, mask: Mask) -> None:
    """Raises InputError `image_shape` or `mask_size` for what cannot be scored."""
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8 or 0 in image.shape:
        raise InputError(
            "image_shape", f"an image is (H, W, 3) uint8, not {image.shape} {image.dtype}"
        )
    if mask.shape != image.shape[:2] or mask.dtype != np.bool_:
        raise InputError(
            "mask_size",
            f"the mask is {mask.shape} {mask.dtype}, the image {image.shape[:2]}: masks are bool",
        )


_lock = threading.Lock()
_judge: Judge | None = None


def network(name: str | None = None) -> Eye:
    """The network as scoring uses it: on one thread, so that two masks are scored side by side and a
    click finds the other core free. Raises ModelError where it is missing or shows no features.
    """
    entry = registry.entry(name or registry.default())
    settings = replace(Settings(), size=entry.size)
    return Eye(entry.name, Watched(registry.read(entry), workers=1), settings)


def judge() -> Judge:
    """The judge with the shipped network and model, made once per process. Raises ModelError."""
    global _judge
    with _lock:
        if _judge is None:
            _judge = Judge(network(), load_model())
        return _judge


def score(
    image: Picture, mask: Mask, usual: Usual | None = None, pause: Pause = at_once
) -> Quality:
    """As `Judge.score`, by the shipped judge."""
    return judge().score(image, mask, usual, pause)
