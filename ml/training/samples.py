"""Samples in progress: an image stays in the batch for several clicks, each step's answer being the
next step's question.

That replaces separate no-gradient rounds of clicking (RITM, section 3.2): nothing is computed
twice, and the network is trained on its own answers from the first step on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.random import Generator

from .. import maps
from ..inference.merge import progressive
from ..resize import resized
from ..simulation.clicks import inside, next_click
from ..simulation.defects import defective, iou
from ..simulation.strokes import box_around, next_stroke
from ..types import Click, Floats, Mask, Picture, Stroke
from .augment import View, view
from .shards import Photo, Target

STROKES, BOXES = 0.1, 0.05  # shares of the samples that are scribbled on, that start from a box
PROTECTED = 0.5  # share of the samples starting from a mask in which clicks are merged into it
READINGS = 2  # other readings of a first click, at most


@dataclass(slots=True)
class Sample:
    """A view, the clicks made on it so far, the mask they led to (S, S) float32 0..1, and how many
    steps are left.

    With a pen (`pen`: half its width, 0 for none) each step is one stroke, and nothing is kept of
    the strokes before: rounds of scribbling are independent of each other. `protected`: a click on
    it changes what it would change in serving. `readings`: what else its first click may mean.
    """

    view: View
    previous: Floats
    steps: int
    clicks: list[Click] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pen: float = 0.0
    protected: bool = False
    readings: list[Mask] = field(default_factory=list)

    def maps(self) -> tuple[Floats, Floats]:
        """(3, S, S) foreground marks, background marks, previous mask; (2, S/8, S/8) Gaussians
        around the marks.
        """
        size = self.view.image.shape[0]
        drawn, spots = maps.planes(self.clicks, self.strokes, size, size)
        return np.concatenate([drawn, self.previous[None]]), spots

    def advance(self, answer: Floats, rng: Generator) -> bool:
        """Takes the network's `answer` (S, S) in 0..1 as the mask and clicks again; False when the
        sample is used up.
        """
        self.steps -= 1
        self.readings = []
        mask = answer > 0.5
        if self.protected and self.clicks:
            size = mask.shape[0]
            mask = progressive(self.previous > 0.5, mask, (0, 0, size, size), self.clicks[-1:])
        if self.steps <= 0 or iou(mask & ~self.view.ignore, self.view.target) > 0.985:
            return False
        # Serving knows masks, not probabilities: the next round rebuilds itself from what is
        # stored.
        self.previous = (
            mask.astype(np.float32)
            if self.protected or rng.random() < 0.75
            else answer.astype(np.float32)
        )
        return self.click(rng)

    def click(self, rng: Generator) -> bool:
        """Adds the next simulated click or stroke; False where nothing is wrong."""
        self.strokes = []
        mask = self.previous > 0.5
        if self.pen:
            stroke = next_stroke(mask, self.view.target, self.view.ignore, self.pen, rng)
            self.strokes = [] if stroke is None else [stroke]
            return stroke is not None
        clicked = np.zeros_like(self.view.target)
        for c in self.clicks:
            column, row = c.pixel
            clicked[row, column] = True
        click = next_click(mask, self.view.target, self.view.ignore, clicked, rng)
        if click is None:
            return False
        self.clicks.append(click)
        return True


def begin(seen: View, rng: Generator, longest: int = 8) -> Sample | None:
    """A sample's first question: from nothing, or from a mask that something else made; None if
    there is nothing to ask.
    """
    size = seen.image.shape[0]
    sample = Sample(seen, np.zeros((size, size), np.float32), int(rng.integers(1, longest + 1)))
    if rng.random() < STROKES:
        sample.pen = rng.uniform(0.5, 8.0)
    elif not seen.local and rng.random() < BOXES:
        sample.strokes = [box_around(seen.target, rng)]
        return sample
    draw = rng.random()
    if seen.local or draw < 0.4:
        goal = rng.uniform(0.8, 0.97) if seen.local else rng.uniform(0.5, 0.95)
        sample.previous = defective(seen.image, seen.target, goal, rng).astype(np.float32)
        if seen.local or rng.random() < 0.2:
            sample.previous = _coarse(sample.previous, rng)
        _earlier_clicks(sample, 0 if sample.pen else int(rng.integers(0, 3)), rng)
        if rng.random() < 0.08:
            sample.previous[:] = 0
        else:
            sample.protected = not sample.pen and rng.random() < PROTECTED
        return sample if sample.click(rng) else None
    if draw > 0.88 and not sample.pen:
        _earlier_clicks(sample, int(rng.integers(1, 6)), rng)
    if not sample.click(rng):
        return None
    if len(sample.clicks) == 1:
        sample.readings = seen.readings(sample.clicks[0])[:READINGS]
    return sample


def _coarse(mask: Floats, rng: Generator) -> Floats:
    """The mask as a coarser pass gives it: small features gone, edges off by a little."""
    size = mask.shape[0]
    small = max(8, int(size / rng.uniform(2, 8)))
    soft = resized(resized(mask, small, small), size, size)
    return (soft > rng.uniform(0.35, 0.65)).astype(np.float32)


def _earlier_clicks(sample: Sample, count: int, rng: Generator) -> None:
    """Clicks that somebody made before: some on the object, some beside it."""
    beside = cv2.dilate(sample.view.target.astype(np.uint8), np.ones((15, 15), np.uint8)) > 0
    beside &= ~sample.view.target & ~sample.view.ignore
    for _ in range(count):
        positive = bool(rng.random() < 0.6)
        point = _anywhere(sample.view.target if positive else beside, rng)
        if point is not None:
            sample.clicks.append(Click(point[0] + 0.5, point[1] + 0.5, positive))


def _anywhere(region: Mask, rng: Generator) -> tuple[int, int] | None:
    return inside(region, rng, central=0.0)


class Sampler:
    """Endless samples from photos, drawn by their weights."""

    def __init__(self, photos: list[Photo], backgrounds: list[Picture], rng: Generator) -> None:
        if not photos:
            raise ValueError("no photos to train on")
        self.photos = photos
        self.backgrounds = backgrounds
        self.rng = rng
        weights = np.array([p.weight for p in photos])
        self.odds = np.cumsum(weights / weights.sum())

    def draw(self, size: int) -> Sample:
        """A fresh sample, `size` pixels square."""
        return next(s for s in self._tries(size) if s is not None)

    def _tries(self, size: int) -> Iterator[Sample | None]:
        while True:
            photo = self.photos[
                min(int(np.searchsorted(self.odds, self.rng.random())), len(self.photos) - 1)
            ]
            seen = view(photo, self._target(photo), size, self.backgrounds, self.rng)
            yield None if seen is None else begin(seen, self.rng)

    def _target(self, photo: Photo) -> Target:
        # Photos with dozens of tiny regions would else teach specks: larger ones are drawn more
        # often.
        odds = np.sqrt([t.area for t in photo.targets])
        return photo.targets[int(self.rng.choice(len(odds), p=odds / odds.sum()))]
