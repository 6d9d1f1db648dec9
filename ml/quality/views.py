"""What is looked at to judge a mask: one crop around it, and the network's answers about that crop.

The network is asked what it makes of clicks that the mask itself suggests, with and without being told
the mask. A good mask is one that it would have made too.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from .. import maps
from ..changes import bounds
from ..inference import crops
from ..inference.gaze import reduced
from ..inference.network import Answer, Look
from ..inference.pyramid import Pyramid
from ..types import Box, Click, Floats, Mask, Picture
from .agreement import probability
from .eye import Eye, Seen

Pause = Callable[[], object]
"""Called before each part of the work that takes some tens of milliseconds; it may wait."""

SIZE = 256  # side of the crop as it is looked at
EXPANSION = 1.5  # of the mask's box: what leaked out of it must be seen as much as what is in it


@dataclass(frozen=True)
class Evidence:
    """A mask and its surroundings, `SIZE` pixels square, and what the network says to them.

    `box` is the crop in pixels of the image, `image` (S, S, 3), `mask` (S, S); `seen` are the network's
    features when it is told the mask; `share` is the mask's share of the whole image, `shape` the
    image's (height, width).
    """

    box: Box
    image: Picture
    mask: Mask
    answers: dict[str, Answer]
    seen: Seen
    share: float
    shape: tuple[int, int]

    @property
    def scale(self) -> float:
        """Pixels of the crop for one of the image: the mean of the two axes."""
        return (SIZE / self.box[2] + SIZE / self.box[3]) / 2


def at_once() -> None:
    """The pause of work that lets nobody pass."""


def deepest(mask: Mask) -> list[Click]:
    """A foreground click where `mask` is deepest, as somebody would click who wanted it; none where it is
    empty.
    """
    depth = cv2.distanceTransform(np.pad(mask, 1).view(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    y, x = divmod(int(depth.argmax()), mask.shape[1])
    return [Click(x + 0.5, y + 0.5, True)] if depth[y, x] > 0 else []


def questions(image: Picture, mask: Mask) -> dict[str, Look]:
    """What the network is asked about the crop `image` (S, S, 3) and the `mask` (S, S) in it.

    one: what it makes of a click; boxed: of a click and the mask's box; kept: of a click when it is told
    the mask.
    """
    nothing, whole = np.zeros(mask.shape, np.float32), mask.astype(np.float32)
    one = deepest(mask)
    return {
        "one": Look(image, nothing, one),
        "boxed": Look(image, nothing, one, [maps.outline(frame(mask))]),
        "kept": Look(image, whole, one),
    }


def look(image: Picture, mask: Mask, eye: Eye, pause: Pause = at_once) -> Evidence:
    """The evidence about `mask` (H, W), which must not be empty, on `image` (H, W, 3)."""
    height, width = mask.shape
    box = crops.around(bounds(mask), width, height, EXPANSION)
    x, y, w, h = box
    crop = Pyramid(image).crop(box, SIZE)
    small = _seen(mask[y : y + h, x : x + w])
    answers, seen = {}, {}
    for name, question in questions(crop, small).items():
        pause()
        answers[name], seen[name] = eye.watched(question)
    share = np.count_nonzero(mask) / mask.size
    return Evidence(box, crop, small, answers, seen["kept"], float(share), (height, width))


def _seen(part: Mask) -> Mask:
    """`part` at the size of the crop; what is too thin to fill half a pixel there is kept all the
    same, where else nothing would be left.
    """
    small = reduced(part, SIZE)
    if not small.any():
        ys, xs = np.nonzero(part)
        small[ys * SIZE // part.shape[0], xs * SIZE // part.shape[1]] = True
    return small


def frame(mask: Mask) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of the box of `mask`, a little wider."""
    x, y, w, h = bounds(mask)
    return x - 2.0, y - 2.0, x + w + 2.0, y + h + 2.0


def sides(evidence: Evidence) -> tuple[bool, bool, bool, bool]:
    """Which sides of the crop lie on the image's border: left, top, right, bottom."""
    x, y, w, h = evidence.box
    height, width = evidence.shape
    return x == 0, y == 0, x + w == width, y + h == height


def consensus(evidence: Evidence) -> Floats:
    """(S, S) odds, 0 to 1: where the network sees the object, all its answers taken together."""
    votes = [probability(answer.mask) for answer in evidence.answers.values()]
    out: Floats = np.mean(votes, axis=0)
    return out
