"""An image under the clicks of one person: crop, network, second look, merge."""

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np

from ..changes import bounds, difference, unchanged
from ..maps import disks
from ..resize import resized
from ..types import Alternative, Box, Change, Click, Floats, InputError, Mask, Picture
from . import crops, merge, pdm
from .network import Answer, Look, Network
from .pyramid import Pyramid
from .sighting import Sighting

Mode = Literal["auto", "progressive", "whole"]

MOST_ALTERNATIVES = 3
ALIKE = 0.9  # IoU above which two readings of a click are the same to a person


@dataclass(frozen=True)
class Settings:
    """How a session looks at an image.

    `size`: side of the network's input, a multiple of 32. `flip`: average with the mirror image:
    twice the time for no gain that could be measured (docs/benchmarks.md).

    `focus`: look again at the changed region. `again`: after a first click look again at the crop
    of the answer. `diffusion`: iterations of the Pixel Diffusion Module after the last look, 0 for
    none.
    """

    size: int = 320
    flip: bool = False
    focus: bool = True
    again: bool = True
    diffusion: int = 0


class Session:
    """The mask of one object in one image, and the clicks that led to it.

    Not safe for use by several threads at once. `restore` sets the state from stored history at any
    time.
    """

    def __init__(self, image: Picture, network: Network, settings: Settings) -> None:
        if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8 or 0 in image.shape:
            raise InputError(
                "image_shape", f"an image is (H, W, 3) uint8, not {image.shape} {image.dtype}"
            )
        self.settings = settings
        self.clicks: list[Click] = []
        self.protected = False
        self._network = network
        self._pyramid = Pyramid(image)
        self._shape = image.shape[:2]
        self._mask: Mask = np.zeros(self._shape, bool)
        self._timings: dict[str, float] = {}

    @property
    def mask(self) -> Mask:
        """(H, W) bool, the mask now; not to be written to."""
        return self._mask

    def restore(
        self, mask: Mask | None, clicks: Sequence[Click] = (), protected: bool = False
    ) -> None:
        """Sets the state: `mask` (H, W) bool or None for empty, the clicks in force, oldest first,
        and protection.

        Raises InputError `mask_size` for a mask of another size.
        """
        if mask is not None and mask.shape != self._shape:
            raise InputError("mask_size", f"the mask is {mask.shape}, the image {self._shape}")
        self._mask = np.zeros(self._shape, bool) if mask is None else mask.astype(bool, copy=False)
        self.clicks = list(clicks)
        self.protected = protected

    def click(
        self, x: float, y: float, positive: bool, *, mode: Mode = "auto", more: Sequence[Click] = ()
    ) -> Change:
        """Answers a click at (x, y), with `more` clicks that were placed together with it.

        `progressive`: only the connected region that a click is about changes, a foreground click
        only adds, a background click only removes. `whole`: the object is predicted anew inside the
        target crop. `auto`: progressive exactly when the mask is protected. In both the clicked
        pixel ends on its click's side, the last click winning where two disagree, and outside the
        returned box nothing changes.

        Raises InputError `point_outside` for a point that is not a finite position in the image;
        the state stays.
        """
        new = [self._checked(Click(float(x), float(y), bool(positive))), *map(self._checked, more)]
        step_by_step = mode == "progressive" or (mode == "auto" and self.protected)
        self._timings = {}
        if step_by_step and all(self._answered(c) for c in new):
            return replace(unchanged(), progressive=True)
        clicks = self._kept(self.clicks, new)
        first = not self.clicks and not self._mask.any()
        before = self._mask
        touched, seen, after = self._predict(before, clicks, new, first, step_by_step)
        with self._timed("merge"):
            change = difference(before, after, touched)
            alternatives = self._alternatives(seen, after) if first and not step_by_step else ()
        self._mask = after
        self.clicks = clicks
        return replace(
            change,
            score=seen.answer.score,
            alternatives=alternatives,
            progressive=step_by_step,
            timings=dict(self._timings),
        )

    def _checked(self, click: Click) -> Click:
        height, width = self._shape
        if not (math.isfinite(click.x) and math.isfinite(click.y)) or not (
            0 <= click.x < width and 0 <= click.y < height
        ):
            raise InputError(
                "point_outside",
                f"({click.x}, {click.y}) is not in the image, which is {width} x {height} pixels",
            )
        return click

    def _answered(self, click: Click) -> bool:
        """Whether the same click was made before and its pixel still is on its side."""
        column, row = click.pixel
        return bool(self._mask[row, column]) == click.positive and any(
            c.pixel == click.pixel and c.positive == click.positive for c in self.clicks
        )

    def _kept(self, old: list[Click], new: list[Click]) -> list[Click]:
        """All clicks that hold: an earlier one gives way to a later, opposite one at the same
        place.
        """
        reach = max(2.0, 0.004 * max(self._shape))
        out: list[Click] = []
        for click in [*old, *new]:
            out = [
                c
                for c in out
                if c.pixel != click.pixel
                and (
                    c.positive == click.positive or math.hypot(c.x - click.x, c.y - click.y) > reach
                )
            ]
            out.append(click)
        return out

    def _predict(
        self, before: Mask, clicks: list[Click], new: list[Click], first: bool, protect: bool
    ) -> tuple[Box, Sighting, Mask]:
        """(box that may have changed, what the network saw of the object, the new mask)."""
        height, width = self._shape
        crop = crops.around_both(crops.target(before, clicks), crops.union((0, 0, 0, 0), new))
        seen = self._look(crop, before, clicks, "network")
        after = self._pasted(before.copy(), crop, seen)
        if first and self.settings.again:
            near = crops.target(after, clicks)
            if near[2] * near[3] < 0.7 * crop[2] * crop[3]:
                seen = self._look(near, after, clicks, "network")
                after = self._pasted(before.copy(), near, seen)
        touched = seen.box
        window = None if first or not self.settings.focus else self._window(seen, new[-1])
        if window is not None:
            after = self._pasted(after, window, self._look(window, after, clicks, "refinement"))
            touched = crops.around_both(touched, window)
        with self._timed("merge"):
            if not protect:
                return self._forced(after, clicks, touched), seen, after
            about = crops.about(seen, new, width, height)
            touched = about if window is None else crops.around_both(about, window)
            x, y, w, h = touched
            values = merge.progressive(before, after[y : y + h, x : x + w], touched, new)
            after = before.copy()
            after[y : y + h, x : x + w] = values
        return touched, seen, after

    def _window(self, seen: Sighting, click: Click) -> Box | None:
        return crops.focus(seen, click, self._shape[1], self._shape[0])

    def _forced(self, mask: Mask, clicks: list[Click], touched: Box) -> Box:
        """Sets a small disk around each click that `mask` disobeys, in place, the last click's
        last; returns the box that may have changed.
        """
        for click in [*clicks, clicks[-1]]:
            column, row = click.pixel
            if mask[row, column] != click.positive:
                touched = crops.around_both(touched, merge.force(mask, click, touched))
        return touched

    def _look(self, box: Box, previous: Mask, clicks: Sequence[Click], part: str) -> Sighting:
        """Asks the network about `box`."""
        x, y, w, h = box
        size = self.settings.size
        with self._timed("crop"):
            image = self._pyramid.crop(box, size)
            before = reduced(previous[y : y + h, x : x + w], size)
            inside = [
                Click((c.x - x) * size / w, (c.y - y) * size / h, c.positive)
                for c in clicks
                if x <= c.x < x + w and y <= c.y < y + h
            ]
        with self._timed(part):
            look = Look(image, before.astype(np.float32), inside)
            answer = self._network(look, self.settings.flip)
        if part == "refinement" and self.settings.diffusion:
            with self._timed("diffusion"):
                answer = self._diffused(look, answer)
        return Sighting(box, before, answer)

    def _diffused(self, look: Look, answer: Answer) -> Answer:
        size = self.settings.size
        positive, negative = (
            disks([(c.x, c.y) for c in look.clicks if c.positive == p], size, size) > 0
            for p in (True, False)
        )
        spread = pdm.diffuse(look.image, answer.mask, positive, negative, self.settings.diffusion)
        # The spread values are no logits; the enlargement only asks for their sign and slope.
        return answer._replace(mask=4 * spread)

    def _pasted(self, mask: Mask, box: Box, seen: Sighting) -> Mask:
        """`mask` with the network's answer inside `box`, written in place."""
        x, y, w, h = box
        with self._timed("paste"):
            mask[y : y + h, x : x + w] = enlarged(seen.answer.mask, w, h)
        return mask

    def _alternatives(self, seen: Sighting, after: Mask) -> tuple[Alternative, ...]:
        """Up to three readings of a first click that differ from `after` and from each other,
        smallest first.
        """
        x, y, w, h = seen.box
        chosen = [np.ascontiguousarray(after[y : y + h, x : x + w])]
        for logits in seen.answer.latent:
            reading = enlarged(logits, w, h)
            if reading.any() and all(_overlap(reading, other) < ALIKE for other in chosen):
                chosen.append(reading)
        readings = sorted(chosen[1:], key=np.count_nonzero)[:MOST_ALTERNATIVES]
        out = []
        for reading in readings:
            x1, y1, w1, h1 = crops.around_both(bounds(chosen[0]), bounds(reading))
            out.append(
                Alternative((x + x1, y + y1, w1, h1), reading[y1 : y1 + h1, x1 : x1 + w1].copy())
            )
        return tuple(out)

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        spent = (time.perf_counter() - start) * 1000
        self._timings[part] = self._timings.get(part, 0.0) + spent


def enlarged(logits: Floats, width: int, height: int) -> Mask:
    """Logits (S, S) -> (height, width) bool, where the bilinear enlargement is positive.

    Enlarged in bytes, a sixteenth of a logit a step: as exact as an edge can be, and four times
    faster than floats.
    """
    quantised = np.clip(logits * 16 + 128, 0, 255).astype(np.uint8)
    wide = cv2.resize(quantised, (width, height), interpolation=cv2.INTER_LINEAR)
    return wide > 128


def reduced(mask: Mask, size: int) -> Mask:
    """(h, w) bool -> (size, size) bool, True where most of the area is.

    Of large masks every k-th pixel is read, at least two a side for each pixel of the result.
    """
    step = max(1, min(mask.shape) // (2 * size))
    values = np.ascontiguousarray(mask[::step, ::step]).view(np.uint8) * np.uint8(255)
    out: Mask = resized(values, size, size) > 127
    return out


def _overlap(a: Mask, b: Mask) -> float:
    union = np.count_nonzero(a | b)
    return np.count_nonzero(a & b) / union if union else 1.0
