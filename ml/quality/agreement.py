"""How far the network agrees with a mask: what it says to one question, held against the mask."""

from dataclasses import dataclass

import cv2
import numpy as np

from ..inference.network import Answer
from ..types import Floats, Mask

SURE = 0.73  # odds (a logit of 1): what is above is in, what is below 1 - SURE is out


def inner_depth(mask: Mask) -> Floats:
    """(S, S) float32: distance of each pixel of `mask` to its outside; the crop's border is none."""
    out: Floats = np.asarray(cv2.distanceTransform(mask.view(np.uint8), cv2.DIST_L2, 3), np.float32)
    return out


def overlap(a: Mask, b: Mask) -> float:
    """IoU of two masks; 1 when both are empty."""
    union = np.count_nonzero(a | b)
    return np.count_nonzero(a & b) / union if union else 1.0


def largest(region: Mask) -> tuple[float, float]:
    """(pixels of the largest connected piece of `region`, depth of its deepest pixel anywhere)."""
    if not region.any():
        return 0.0, 0.0
    _, _, stats, _ = cv2.connectedComponentsWithStats(region.view(np.uint8), connectivity=8)
    return float(stats[1:, cv2.CC_STAT_AREA].max()), float(inner_depth(region).max())


@dataclass(frozen=True)
class Shape:
    """A mask (S, S) with its `inner_depth`, that of its background, and the width of Boundary IoU's band
    in pixels.
    """

    mask: Mask
    depth: Floats
    beyond: Floats
    band: float

    @property
    def outline(self) -> Mask:
        """The mask's outermost pixels."""
        return self.mask & (self.depth <= 1.5)

    @property
    def near(self) -> Mask:
        """The pixels within the band on either side of the outline."""
        return np.where(self.mask, self.depth, self.beyond) <= self.band


def shape(mask: Mask, band: float) -> Shape:
    """The shape of `mask`."""
    return Shape(mask, inner_depth(mask), inner_depth(~mask), band)


def probability(logits: Floats) -> Floats:
    """0 to 1, float32."""
    odds = 1 / (1 + np.exp(-np.clip(logits, -15, 15)))
    return odds.astype(np.float32, copy=False)


def agreement(of: Shape, odds: Floats) -> dict[str, float]:
    """The signals of one answer about a mask: `odds` (S, S), 0 to 1, that a pixel is the object's.

    iou, soft: overlap of mask and answer, hard and by odds; boundary: overlap of their inner bands;
    added, cut: what the answer has more and less, as shares of the mask; added_piece, cut_piece: the
    same of the largest piece; added_depth, cut_depth: how deep it goes, for an object of area 1;
    stability: overlap of what is surely in and what is perhaps in; inside: mean odds in the mask; doubt:
    mean entropy near the outline, in bits; away, far: mean and 95th percentile of the distance from the
    mask's outline to the answer's, for an object of area 1.
    """
    mask = of.mask
    said = odds > 0.5
    area = float(max(1, int(np.count_nonzero(mask))))
    size = area**0.5
    more, less = said & ~mask, mask & ~said
    added_piece, added_depth = largest(more)
    cut_piece, cut_depth = largest(less)
    within, everything = float(odds[mask].sum()), float(odds.sum())
    p = np.clip(odds[of.near], 1e-4, 1 - 1e-4)
    entropy = -(p * np.log2(p) + (1 - p) * np.log2(1 - p))
    depth = inner_depth(said)
    away = np.full(1, size, np.float32)
    # Neither has an outline where it is empty or fills the crop.
    if said.any() and not said.all() and of.outline.any():
        away = np.abs(depth - inner_depth(~said))[of.outline] - 1
    return {
        "iou": overlap(mask, said),
        "soft": within / (area + everything - within),
        "boundary": overlap(rim(mask, of.depth, of.band), rim(said, depth, of.band)),
        "added": np.count_nonzero(more) / area,
        "cut": np.count_nonzero(less) / area,
        "added_piece": added_piece / area,
        "cut_piece": cut_piece / area,
        "added_depth": added_depth / size,
        "cut_depth": cut_depth / size,
        "stability": overlap(odds > SURE, odds > 1 - SURE),
        "inside": within / area,
        "doubt": float(entropy.mean()) if entropy.size else 0.0,
        "away": float(away.mean()) / size,
        "far": float(np.percentile(away, 95)) / size,
    }


def rim(mask: Mask, depth: Floats, band: float) -> Mask:
    """The pixels of `mask` within `band` of its outline."""
    return mask & (depth <= band)


def readings(mask: Mask, answer: Answer) -> tuple[float, float]:
    """(best, spread): the best overlap of `mask` with any of the network's readings of a click, and
    the standard deviation of these overlaps.
    """
    size = answer.latent.shape[-1]
    small = cv2.resize(mask.view(np.uint8), (size, size), interpolation=cv2.INTER_NEAREST) > 0
    overlaps = [overlap(small, reading > 0) for reading in answer.latent]
    return float(max(overlaps)), float(np.std(overlaps))
