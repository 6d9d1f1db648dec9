"""One look of the network at a crop, and the way between the crop's pixels and the image's."""

import math
from dataclasses import dataclass

from ..types import Box, Click, Mask
from .network import Answer


@dataclass(frozen=True)
class Sighting:
    """What was seen of `box`: the mask before, `previous` (S, S) bool, and the network's answer.

    Everything here is coarse, a few hundred pixels square, so that questions about regions cost
    the same for a thumbnail and for a photo of twelve megapixels.
    """

    box: Box
    previous: Mask
    answer: Answer

    @property
    def size(self) -> int:
        """S, the side of the network's input."""
        return int(self.previous.shape[0])

    @property
    def proposed(self) -> Mask:
        """(S, S) bool, the mask that the network proposes."""
        out: Mask = self.answer.mask > 0
        return out

    def pixel(self, click: Click) -> tuple[int, int]:
        """(column, row) of the coarse pixel under `click`; may lie outside of the crop."""
        x, y, w, h = self.box
        return int((click.x - x) * self.size // w), int((click.y - y) * self.size // h)

    def in_image(self, box: Box, margin: int = 0) -> Box:
        """A box of coarse pixels, `margin` pixels wider on each side, in pixels of the image; it
        stays inside the crop.
        """
        x, y, w, h = self.box
        left, top = max(0, box[0] - margin), max(0, box[1] - margin)
        right = min(self.size, box[0] + box[2] + margin)
        bottom = min(self.size, box[1] + box[3] + margin)
        x0, y0 = x + left * w // self.size, y + top * h // self.size
        x1 = x + math.ceil(right * w / self.size)
        y1 = y + math.ceil(bottom * h / self.size)
        return x0, y0, x1 - x0, y1 - y0
