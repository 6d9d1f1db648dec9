"""An image under the clicks, strokes and boxes of one person."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np

from ..changes import difference, unchanged
from ..types import Alternative, Box, Change, Click, InputError, Mask, Picture, Stroke
from . import crops, merge, readings, strokes
from .gaze import Gaze
from .network import Network, Stop
from .settings import Settings
from .sighting import Sighting

Mode = Literal["auto", "progressive", "whole"]


class Prediction(NamedTuple):
    """`touched`: the box that may have changed; `seen`: what the network saw of the object;
    `first`: its first look, before it knew of an answer; `after`: the new mask (H, W).
    """

    touched: Box
    seen: Sighting
    first: Sighting
    after: Mask


class Beginning(NamedTuple):
    """A first answer: `first` and `after` as of a prediction, and the clicks that asked for it."""

    first: Sighting
    after: Mask
    clicks: list[Click]


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
        self._gaze = Gaze(image, network, settings)
        self._shape = image.shape[:2]
        self._mask: Mask = np.zeros(self._shape, bool)
        self._beginning: Beginning | None = None

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
        self._gaze.timings, self._beginning = {}, None
        if step_by_step and all(self._answered(c) for c in new):
            return replace(unchanged(), progressive=True)
        clicks = self._kept(self.clicks, new)
        first = not self.clicks and not self._mask.any()
        before = self._mask
        touched, seen, blind, after = self._predict(before, clicks, new, first, step_by_step)
        with self._gaze.timed("merge"):
            change = difference(before, after, touched)
        if first and not step_by_step:
            self._beginning = Beginning(blind, after, new)
        self._mask = after
        self.clicks = clicks
        return replace(
            change,
            score=seen.answer.score,
            progressive=step_by_step,
            timings=dict(self._gaze.timings),
        )

    @property
    def ambiguous(self) -> bool:
        """Whether the last click was the first of an object, so that `readings` has an answer."""
        return self._beginning is not None

    def readings(self, stop: Stop | None = None) -> tuple[Alternative, ...]:
        """What else the click that was answered last may mean: up to three masks, smallest first,
        that differ from the answer and from each other; none unless it was the first of an object.

        Apart from the click since they take as long as it does, and nobody needs them sooner than
        the answer itself. They are told once; the mask stays. Raises Interrupted once `stop` says
        so.
        """
        begun, self._beginning = self._beginning, None
        self._gaze.timings = {}
        return () if begun is None else readings.others(self._gaze, *begun, stop)

    def glance(
        self,
        x: float,
        y: float,
        positive: bool,
        *,
        mode: Mode = "auto",
        stop: Stop | None = None,
    ) -> Change:
        """What a click would change, by a single look: coarser than the click, and sooner there.

        The state stays; the same promises as of `click` hold for what is returned. Raises
        Interrupted once `stop` says so, InputError `point_outside`.
        """
        new = [self._checked(Click(float(x), float(y), bool(positive)))]
        step_by_step = mode == "progressive" or (mode == "auto" and self.protected)
        self._gaze.timings = {}
        if step_by_step and self._answered(new[0]):
            return replace(unchanged(), progressive=True)
        before, clicks = self._mask, self._kept(self.clicks, new)
        seen = self._gaze.look(self._around(before, clicks, new), before, clicks, stop=stop)
        after = self._gaze.paste(before.copy(), seen)
        touched, after = self._merged(before, after, seen, clicks, new, None, step_by_step)
        return replace(
            difference(before, after, touched),
            score=seen.answer.score,
            progressive=step_by_step,
            timings=dict(self._gaze.timings),
        )

    def scribble(
        self,
        points: Sequence[tuple[float, float]],
        radius: float,
        positive: bool,
        *,
        zoom: float = 1.0,
    ) -> Change:
        """Answers a stroke along `points`, (x, y), `radius` pixels to each side.

        A foreground stroke only adds, a background stroke only removes, and the pixels under it end
        on its side. `zoom`: pixels of the screen for one of the picture fitted to it; who works
        close up means a smaller part. Rounds are independent: clicks stay as they were and are not
        asked. Raises InputError `stroke` or `point_outside`; the state stays.
        """
        self._gaze.timings = {}
        stroke = Stroke(tuple(points), radius, positive)
        return self._taken(*strokes.scribble(self._gaze, self._mask, stroke, zoom), True)

    def box(self, x: float, y: float, width: float, height: float) -> Change:
        """Answers a drawn box with the object inside it; outside of the box nothing changes.

        A protected mask is only added to, any other is replaced inside the box. Raises InputError
        `box` for a side that is not positive or a number that is not finite, `box_outside` for a
        box beside the image; the state stays.
        """
        if not all(math.isfinite(v) for v in (x, y, width, height)) or min(width, height) <= 0:
            raise InputError("box", "a box has finite numbers and sides longer than 0")
        self._gaze.timings = {}
        corners = (x, y, x + width, y + height)
        made = strokes.enclosed(self._gaze, self._mask, corners, self.protected)
        return self._taken(*made, self.protected)

    def _taken(self, touched: Box, score: float, after: Mask, progressive: bool) -> Change:
        """Makes `after` the mask, which differs from the one before inside `touched` alone."""
        with self._gaze.timed("merge"):
            change = difference(self._mask, after, touched)
        self._mask, self._beginning = after, None
        timings = dict(self._gaze.timings)
        return replace(change, score=score, progressive=progressive, timings=timings)

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
    ) -> Prediction:
        crop = self._around(before, clicks, new)
        seen = blind = self._gaze.look(crop, before, clicks)
        after = self._gaze.paste(before.copy(), seen)
        if first and self.settings.again:
            near = crops.target(after, clicks)
            if near[2] * near[3] < 0.7 * crop[2] * crop[3]:
                seen = self._gaze.look(near, after, clicks)
                after = self._gaze.paste(before.copy(), seen)
        window = None if first or not self.settings.focus else self._window(seen, new[-1])
        if window is not None:
            close = self._gaze.look(window, after, clicks, part="refinement")
            after = self._gaze.paste(after, close)
        touched, after = self._merged(before, after, seen, clicks, new, window, protect)
        return Prediction(touched, seen, blind, after)

    def _around(self, mask: Mask, clicks: list[Click], new: list[Click]) -> Box:
        """The part of the image to look at for the `new` ones of `clicks`."""
        return crops.around_both(crops.target(mask, clicks), crops.union((0, 0, 0, 0), new))

    def _merged(
        self,
        before: Mask,
        after: Mask,
        seen: Sighting,
        clicks: list[Click],
        new: list[Click],
        window: Box | None,
        protect: bool,
    ) -> tuple[Box, Mask]:
        """(box that may have changed, the new mask): what was seen in `after`, as far as the clicks
        and the protection of `before` allow it. `window`: where it was looked at again.
        """
        height, width = self._shape
        with self._gaze.timed("merge"):
            if not protect:
                touched = seen.box if window is None else crops.around_both(seen.box, window)
                return self._forced(after, clicks, touched), after
            about = crops.about(seen, new, width, height)
            touched = about if window is None else crops.around_both(about, window)
            x, y, w, h = touched
            values = merge.progressive(before, after[y : y + h, x : x + w], touched, new)
            after = before.copy()
            after[y : y + h, x : x + w] = values
        return touched, after

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
