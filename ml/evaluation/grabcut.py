"""The baseline that everybody can run: OpenCV's grabCut, seeded with the same clicks."""

import cv2
import numpy as np

from ..resize import resized
from ..types import Click, Mask, Picture

DISK = 5  # pixels around a click that it seeds, on the reduced image


class GrabCut:
    """Answers clicks on `image` (H, W, 3), reduced to `side` pixels on its long side, with
    `iterations` of grabCut a click.
    """

    def __init__(self, image: Picture, side: int = 256, iterations: int = 5) -> None:
        height, width = image.shape[:2]
        self.shape = (height, width)
        self.scale = min(1.0, side / max(height, width))
        small = (max(1, round(width * self.scale)), max(1, round(height * self.scale)))
        self.image = resized(image, *small)
        self.iterations = iterations
        self.clicks: list[Click] = []

    def click(self, click: Click) -> Mask:
        """The mask (H, W) after one more click."""
        self.clicks.append(click)
        # Everything is probably background until clicks say otherwise, but for a neighbourhood of
        # the foreground clicks.
        height, width = self.image.shape[:2]
        seeds = np.full((height, width), cv2.GC_PR_BGD, np.uint8)
        reach = max(height, width) // 4
        for c in self.clicks:
            if c.positive:
                cv2.circle(seeds, self._at(c), reach, cv2.GC_PR_FGD, -1)
        for c in self.clicks:
            cv2.circle(seeds, self._at(c), DISK, cv2.GC_FGD if c.positive else cv2.GC_BGD, -1)
        sure = np.count_nonzero((seeds == cv2.GC_FGD) | (seeds == cv2.GC_PR_FGD))
        if 0 < sure < seeds.size:
            colours = [np.zeros((1, 65)) for _ in range(2)]
            everywhere = (0, 0, width, height)  # not looked at when masks seed
            cv2.grabCut(
                self.image,
                seeds,
                everywhere,
                colours[0],
                colours[1],
                self.iterations,
                cv2.GC_INIT_WITH_MASK,
            )
        found = ((seeds == cv2.GC_FGD) | (seeds == cv2.GC_PR_FGD)).astype(np.uint8)
        wide = cv2.resize(found, self.shape[::-1], interpolation=cv2.INTER_NEAREST)
        out: Mask = wide > 0
        return out

    def _at(self, click: Click) -> tuple[int, int]:
        return int(click.x * self.scale), int(click.y * self.scale)
