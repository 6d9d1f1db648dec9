"""Why a mask was marked down, and where: named faults with a number and a box each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from ..changes import bounds
from ..types import Box, Mask
from .agreement import inner_depth
from .appearance import border
from .views import SIZE, Evidence, sides

NAMES = (
    "empty",
    "whole",
    "leak",
    "missing",
    "hole",
    "fragments",
    "edge",
    "ragged",
    "cut",
    "area",
)
WHOLE = 0.985  # share of the image
# Share of the mask below which a disagreement is not worth a name: where the mask surely needs an edit,
# and where it surely needs none. A hole is seen better than what a mask spills or misses at its rim.
LEAST_PIECE = {"leak": (0.02, 0.06), "missing": (0.02, 0.06), "hole": (0.012, 0.03)}
LEAST_SPECK = 0.0008  # share of the mask: a piece of fewer pixels is noise of the reduction
THICK = 0.045  # of the object's size: a piece that is nowhere as deep as this is a displaced edge
LEAST_EDGE = 0.018  # of the object's size: mean distance of the outlines
MOST_EDGE = 0.1
WORN_EDGE = 0.6  # chance of an edit from which an outline may be called displaced
LEAST_ROUGH = 0.42  # what smoothing changes, in pixels of the crop along the outline
LEAST_CUT = 0.02  # share of the outline
MOST = 6  # reasons of one mask


@dataclass(frozen=True)
class Reason:
    """A fault. `amount`: leak: share of the mask's area; missing, hole: share of the area that mask and
    piece have together; fragments: how many pieces;
    edge: mean pixels that the outline lies too far out (positive) or in; ragged: pixels that it
    trembles; cut: share of the outline on the image's border; area: the mask's area against what is
    usual; empty, whole: share of the image. `box` (x, y, width, height) in pixels of the image.
    """

    name: str
    amount: float
    box: Box

    def as_json(self) -> dict[str, Any]:
        """A plain dictionary."""
        return {"name": self.name, "amount": self.amount, "box": list(self.box)}


def in_image(evidence: Evidence, box: Box) -> Box:
    """A box of the crop's pixels in pixels of the image."""
    x, y, w, h = evidence.box
    left, top = x + box[0] * w // SIZE, y + box[1] * h // SIZE
    right = x + -(-(box[0] + box[2]) * w // SIZE)
    bottom = y + -(-(box[1] + box[3]) * h // SIZE)
    return left, top, right - left, bottom - top


def pieces(region: Mask, least: float) -> Iterator[tuple[Mask, Box, int]]:
    """(pixels, box, area) of the 8-connected pieces of `region` with at least `least` pixels, largest
    first.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        region.view(np.uint8), connectivity=8
    )
    order = sorted(range(1, count), key=lambda k: -int(stats[k, cv2.CC_STAT_AREA]))
    for k in order:
        area = int(stats[k, cv2.CC_STAT_AREA])
        if area < least:
            return
        x, y, w, h = (int(v) for v in stats[k, :4])
        yield labels == k, (x, y, w, h), area


def enclosed(mask: Mask) -> Mask:
    """The holes of `mask`: background that is not connected with what lies around it."""
    around = np.pad(~mask, 1, constant_values=True).astype(np.uint8)
    cv2.floodFill(around, None, (0, 0), (2,))
    return np.asarray(around[1:-1, 1:-1] == 1)


def find(evidence: Evidence, proposal: Mask, edit: float) -> list[Reason]:
    """The faults of a mask, the heaviest first: where the network's `proposal` (S, S) for the same
    object differs from it, and what its own outline shows. `edit` is the chance that the mask needs an
    edit: the smaller it is, the larger a fault must be.
    """
    mask = evidence.mask
    area = float(np.count_nonzero(mask))
    found: list[tuple[float, Reason]] = []
    if evidence.share > WHOLE:
        found.append((1.0, Reason("whole", round(evidence.share, 3), evidence.box)))
    strays, stray_area = _strays(mask, proposal, area)
    if strays:
        box = in_image(evidence, _around(strays))
        found.append((stray_area / area, Reason("fragments", float(len(strays)), box)))
    found += _differences(evidence, proposal, strays, edit)
    found += _outline(evidence, proposal, edit)
    found.sort(key=lambda pair: -pair[0])
    return [reason for _, reason in found][:MOST]


def _strays(mask: Mask, proposal: Mask, area: float) -> tuple[list[Box], float]:
    """Boxes and total area of the pieces beside the largest one that the network does not see."""
    boxes, total = [], 0.0
    for k, (piece, box, size) in enumerate(pieces(mask, LEAST_SPECK * area)):
        if k and size < 0.2 * area and np.count_nonzero(proposal & piece) < 0.5 * size:
            boxes.append(box)
            total += size
    return boxes, total


def _inside(box: Box, others: list[Box]) -> bool:
    """Whether `box` lies within one of `others`."""
    return any(
        o[0] <= box[0]
        and o[1] <= box[1]
        and box[0] + box[2] <= o[0] + o[2]
        and box[1] + box[3] <= o[1] + o[3]
        for o in others
    )


def _around(boxes: list[Box]) -> Box:
    x0, y0 = min(b[0] for b in boxes), min(b[1] for b in boxes)
    x1, y1 = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return x0, y0, x1 - x0, y1 - y0


def _differences(
    evidence: Evidence, proposal: Mask, strays: list[Box], edit: float
) -> Iterator[tuple[float, Reason]]:
    """Leaks, missing parts and holes: the thick pieces in which mask and proposal differ."""
    mask = evidence.mask
    area = float(np.count_nonzero(mask))
    thick = max(1.5, THICK * area**0.5)
    holes = enclosed(mask)
    least = {name: sure + (fine - sure) * (1 - edit) for name, (sure, fine) in LEAST_PIECE.items()}
    for region, name in ((mask & ~proposal, "leak"), (proposal & ~mask, "missing")):
        core = inner_depth(region) >= thick
        for piece, box, size in pieces(_grown(core, region, thick), min(least.values()) * area):
            if name == "leak" and _inside(box, strays):
                continue
            inside = name == "missing" and np.count_nonzero(piece & holes) > 0.5 * size
            called, share = "hole" if inside else name, size / area
            if share >= least[called]:
                amount = share if name == "leak" else share / (1 + share)
                yield share, Reason(called, round(amount, 3), in_image(evidence, box))


def _grown(core: Mask, region: Mask, by: float) -> Mask:
    """`core` enlarged again by what was eroded, within `region`."""
    if not core.any():
        return core
    width = 2 * int(np.ceil(by)) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    return (cv2.dilate(core.view(np.uint8), kernel) > 0) & region


def _outline(evidence: Evidence, proposal: Mask, edit: float) -> Iterator[tuple[float, Reason]]:
    """Faults of the outline as a whole: off the picture's edge, ragged, cut by the image's border."""
    mask = evidence.mask
    area = float(np.count_nonzero(mask))
    size = area**0.5
    depth = inner_depth(mask)
    line = mask & (depth <= 1.5)
    box = in_image(evidence, bounds(mask))
    if edit >= WORN_EDGE and proposal.any() and line.any():
        inside, outside = inner_depth(proposal), inner_depth(~proposal)
        distance = np.minimum(np.abs(inside - outside)[line], 0.15 * size)
        signed = np.clip((outside - inside)[line], -0.15 * size, 0.15 * size)
        offset = float(np.median(distance))
        # Farther off than that, it is another object's outline: leaks and missing parts say so.
        if max(1.5, LEAST_EDGE * size) < offset < MOST_EDGE * size:
            pixels = round(float(np.median(signed)) / evidence.scale, 1)
            yield 1.5 * offset / size, Reason("edge", pixels, box)
    share = border(mask, sides(evidence))
    if share > LEAST_CUT:
        contact = in_image(evidence, bounds(_contact(mask, sides(evidence))))
        yield 0.0, Reason("cut", round(share, 3), contact)
    smooth = cv2.medianBlur(mask.view(np.uint8), 9) > 0
    rough = np.count_nonzero(smooth ^ mask) / max(1, int(np.count_nonzero(line)))
    if rough > LEAST_ROUGH:
        yield rough * 0.15, Reason("ragged", round(rough / evidence.scale, 1), box)


def _contact(mask: Mask, at: tuple[bool, bool, bool, bool]) -> Mask:
    """The pixels of `mask` on the image's border."""
    left, top, right, bottom = at
    out = np.zeros_like(mask)
    out[:, 0] |= mask[:, 0] & left
    out[0] |= mask[0] & top
    out[:, -1] |= mask[:, -1] & right
    out[-1] |= mask[-1] & bottom
    return out
