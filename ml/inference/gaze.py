"""The network's eye on one image: what it is shown of a crop, and how its answer comes back."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import cv2
import numpy as np

from ..maps import disks
from ..types import Box, Click, Floats, Mask, Picture, Stroke
from . import pdm
from .network import Answer, Look, Network, Stop
from .pyramid import Pyramid
from .settings import Settings
from .sighting import Sighting


class Gaze:
    """Looks at crops of one image (H, W, 3) uint8. `timings`: milliseconds by part since it was
    last emptied.
    """

    def __init__(self, image: Picture, network: Network, settings: Settings) -> None:
        self.settings = settings
        self.height, self.width = image.shape[:2]
        self.timings: dict[str, float] = {}
        self._network = network
        self._pyramid = Pyramid(image)
        self._cropped: tuple[Box, int, Picture] | None = None

    def look(
        self,
        box: Box,
        previous: Mask,
        clicks: Sequence[Click] = (),
        strokes: Sequence[Stroke] = (),
        part: str = "network",
        stop: Stop | None = None,
    ) -> Sighting:
        """Asks the network about `box`. `previous` (H, W), `clicks` and `strokes` are of the whole
        image; clicks outside of the box are not shown. The time counts as `part`. Raises
        Interrupted once `stop` says so.
        """
        x, y, w, h = box
        size = self.settings.close if part == "refinement" else self.settings.size
        with self.timed("crop"):
            image = self._crop(box, size)
            before = reduced(previous[y : y + h, x : x + w], size)
            inside = [
                Click((c.x - x) * size / w, (c.y - y) * size / h, c.positive)
                for c in clicks
                if x <= c.x < x + w and y <= c.y < y + h
            ]
            lines = [_scaled(stroke, box, size) for stroke in strokes]
        with self.timed(part):
            look = Look(image, before.astype(np.float32), inside, lines)
            answer = self._network(look, self.settings.flip, stop)
        if part == "refinement" and self.settings.diffusion:
            with self.timed("diffusion"):
                answer = self._diffused(look, answer)
        return Sighting(box, before, answer)

    def _crop(self, box: Box, size: int) -> Picture:
        """(size, size, 3): the picture in `box`; a stroke looks at the same one with and without
        the mask.
        """
        if self._cropped is None or self._cropped[:2] != (box, size):
            self._cropped = (box, size, self._pyramid.crop(box, size))
        return self._cropped[2]

    def paste(self, mask: Mask, seen: Sighting) -> Mask:
        """`mask` (H, W) with what was seen inside its box, written in place."""
        x, y, w, h = seen.box
        with self.timed("paste"):
            mask[y : y + h, x : x + w] = enlarged(seen.answer.mask, w, h)
        return mask

    def _diffused(self, look: Look, answer: Answer) -> Answer:
        size = look.image.shape[0]
        positive, negative = (
            disks([(c.x, c.y) for c in look.clicks if c.positive == p], size, size) > 0
            for p in (True, False)
        )
        spread = pdm.diffuse(look.image, answer.mask, positive, negative, self.settings.diffusion)
        # The spread values are no logits; the enlargement only asks for their sign and slope.
        return answer._replace(mask=4 * spread)

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        """Adds the time spent inside to `part`."""
        start = time.perf_counter()
        yield
        spent = (time.perf_counter() - start) * 1000
        self.timings[part] = self.timings.get(part, 0.0) + spent


def _scaled(stroke: Stroke, box: Box, size: int) -> Stroke:
    """`stroke` in pixels of the crop; its radius by the longer side, so that it never swells."""
    x, y, w, h = box
    points = tuple(((px - x) * size / w, (py - y) * size / h) for px, py in stroke.points)
    return Stroke(points, stroke.radius * size / max(w, h), stroke.positive)


def enlarged(logits: Floats, width: int, height: int) -> Mask:
    """Logits (S, S) -> (height, width) bool, where the bilinear enlargement is positive.

    Enlarged in bytes, a sixteenth of a logit a step: as exact as an edge can be, and four times
    faster than floats.
    """
    quantised = np.clip(logits * 16 + 128, 0, 255).astype(np.uint8)
    wide = cv2.resize(quantised, (width, height), interpolation=cv2.INTER_LINEAR)
    return wide > 128


def reduced(mask: Mask, size: int) -> Mask:
    """(h, w) bool -> (size, size) bool, what is there at the middle of each pixel of the result.

    Of large masks every k-th pixel is read, at least one a side for each pixel of the result.
    """
    step = max(1, min(mask.shape) // size)
    values = np.ascontiguousarray(mask[::step, ::step]).view(np.uint8) * np.uint8(255)
    out: Mask = cv2.resize(values, (size, size), interpolation=cv2.INTER_LINEAR) > 127
    return out
