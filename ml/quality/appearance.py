"""What the picture and the mask's own form say about it, without the network."""

import cv2
import numpy as np

from ..types import Floats, Mask, Picture
from .agreement import inner_depth

REACH = 8  # pixels of the crop to both sides of the outline that are looked at
NEAR = 9  # side of the window in which colours inside and outside are compared
FAINT = 6.0  # CIELAB distance below which inside and outside look alike there
SPECK = 0.0005  # share of the mask below which a piece or a hole is noise


def gradient(image: Picture) -> Floats:
    """(S, S) float32: the strongest slope of any colour channel, 0 to 1, where 1 is the 95th
    percentile of this crop.
    """
    smooth = cv2.GaussianBlur(image, (3, 3), 0)
    dx = cv2.Sobel(smooth, cv2.CV_32F, 1, 0)
    dy = cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    # Channel by channel: a maximum over an axis of three is ten times slower.
    red, green, blue = cv2.split(dx * dx + dy * dy)
    strength = np.sqrt(np.maximum(np.maximum(red, green), blue))
    top = max(8.0, float(np.percentile(strength[::2, ::2], 95)))
    return np.minimum(strength / top, 1.0)


def edges(image: Picture, mask: Mask, depth: Floats, beyond: Floats) -> dict[str, float]:
    """Where the picture's edges lie, seen from the outline of `mask`.

    on: mean slope on the outline; ratio: that slope against the best within `REACH`; offset: pixels by
    which the best lies outside (positive) or inside; weak: share of the outline without any edge;
    inner, outer: mean slope 3 to 8 pixels inside and outside; away: mean distance from the outline to
    the nearest edge, in pixels, at most `REACH`; met: share of the outline with an edge at a pixel.
    """
    slope = gradient(image)
    signed = np.where(mask, 0.5 - depth, beyond - 0.5)
    ring = np.abs(signed) <= REACH
    bins = np.floor(signed[ring] + REACH + 0.5).astype(np.int64)
    weights = slope[ring]
    counts = np.bincount(bins, minlength=2 * REACH + 1)
    sums = np.bincount(bins, weights=weights, minlength=2 * REACH + 1)
    profile = sums / np.maximum(counts, 1)
    smooth = np.convolve(profile, np.ones(3) / 3, "same")
    best = int(smooth[1:-1].argmax()) + 1
    on = np.abs(signed) <= 1.0
    local = cv2.dilate(slope, np.ones((3, 3), np.uint8))[on]
    drawn = cv2.Canny(cv2.GaussianBlur(image, (5, 5), 0), 25, 70)
    gaps = cv2.distanceTransform((drawn == 0).view(np.uint8), cv2.DIST_L2, 3)[mask & (depth <= 1.5)]
    return {
        "away": float(np.minimum(gaps, REACH).mean()) if gaps.size else float(REACH),
        "met": float((gaps <= 1.5).mean()) if gaps.size else 0.0,
        "on": float(profile[REACH - 1 : REACH + 2].mean()),
        "ratio": float(smooth[REACH] / max(1e-3, smooth[best])),
        "offset": float(best - REACH),
        "weak": float((local < 0.2).mean()) if local.size else 0.0,
        "inner": float(profile[: REACH - 2].mean()),
        "outer": float(profile[REACH + 3 :].mean()),
    }


def contrast(image: Picture, mask: Mask, depth: Floats, beyond: Floats) -> dict[str, float]:
    """Colours on both sides of the outline, as CIELAB distances.

    mean: of the local means inside and outside; faint: share of the outline where they are alike;
    whole: between the mean of all the mask and that of its surroundings.
    """
    lab = cv2.cvtColor(image, cv2.COLOR_RGB2LAB).astype(np.float32)
    lab[..., 0] *= 100 / 255
    inside = mask.astype(np.float32)
    window = (NEAR, NEAR)
    weight = cv2.boxFilter(inside, -1, window)
    mean_in = cv2.boxFilter(lab * inside[..., None], -1, window)
    mean_all = cv2.boxFilter(lab, -1, window)
    on = (mask & (depth <= 1.5)) & (weight > 0.05) & (weight < 0.95)
    if not on.any():
        return {"mean": 0.0, "faint": 1.0, "whole": 0.0}
    w = weight[on][:, None]
    within = mean_in[on] / w
    without = (mean_all[on] - mean_in[on]) / (1 - w)
    local = np.linalg.norm(within - without, axis=1)
    around = (~mask) & (beyond < 4 * REACH)
    whole = 0.0
    if around.any():
        whole = float(np.linalg.norm(lab[mask].mean(axis=0) - lab[around].mean(axis=0)))
    return {
        "mean": float(local.mean()),
        "faint": float((local < FAINT).mean()),
        "whole": whole,
    }


def form(mask: Mask) -> dict[str, float]:
    """The mask's own form.

    fill: share of the crop; pieces, holes: how many, beyond specks; stray: share of the mask outside of
    its largest piece; hollow: area of the holes by that of the mask; round: 1 for a disk, falling with
    the outline's length; solid: share of its convex hull; rough: what a little smoothing changes, in
    pixels along the outline.
    """
    area = float(np.count_nonzero(mask))
    least = max(3.0, SPECK * area)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8), connectivity=8)
    sizes = stats[1:, cv2.CC_STAT_AREA]
    found, tree = cv2.findContours(mask.view(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    length = float(sum(len(outline) for outline in found))
    gaps = [
        cv2.contourArea(outline)
        for outline, row in zip(found, tree[0] if tree is not None else [], strict=True)
        if row[3] >= 0
    ]
    gaps = [gap for gap in gaps if gap >= least]
    smooth = cv2.medianBlur(mask.view(np.uint8), 7)
    points = np.concatenate([o for o, row in zip(found, tree[0], strict=True) if row[3] < 0])
    hull = float(cv2.contourArea(cv2.convexHull(points)))
    return {
        "fill": area / mask.size,
        "pieces": float(np.count_nonzero(sizes >= least)),
        "stray": 1 - float(sizes.max()) / area,
        "holes": float(len(gaps)),
        "hollow": float(sum(gaps)) / area,
        "round": 4 * np.pi * area / max(1.0, length) ** 2,
        "solid": area / max(area, hull),
        "rough": np.count_nonzero(smooth != mask.view(np.uint8)) / max(1.0, length),
    }


def border(mask: Mask, at: tuple[bool, bool, bool, bool]) -> float:
    """Share of the mask's outline that lies on the image's border; `at` says which sides of the crop
    (left, top, right, bottom) are on it.
    """
    left, top, right, bottom = at
    on = left * np.count_nonzero(mask[:, 0]) + right * np.count_nonzero(mask[:, -1])
    on += top * np.count_nonzero(mask[0]) + bottom * np.count_nonzero(mask[-1])
    length = int(np.count_nonzero(mask & (inner_depth(np.pad(mask, 1))[1:-1, 1:-1] <= 1.5)))
    return float(on / max(1, length))
