"""Masks as people and programs get them wrong, each of a known kind at a known place.

Made from the true mask: what is called `leak` here has one leak and no other fault, so that a reason
can be held against it. The network's own failures are in `graded.py`.
"""

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
from numpy.random import Generator

from ..changes import bounds
from ..simulation.defects import cells, defective
from ..types import EMPTY, Box, Mask, Picture


class Failure(NamedTuple):
    """A mask (H, W) bool, how it came to be, and the box of what is wrong with it."""

    kind: str
    mask: Mask
    place: Box


def signed_distance(mask: Mask) -> np.ndarray:
    """(H, W) float32: pixels to the outline, positive inside `mask`, negative outside."""
    if not mask.any():
        return np.full(mask.shape, -float(max(mask.shape)), np.float32)
    inside = cv2.distanceTransform(mask.view(np.uint8), cv2.DIST_L2, 5)
    outside = cv2.distanceTransform((~mask).view(np.uint8), cv2.DIST_L2, 5)
    out: np.ndarray = inside - outside
    return out


def blob(shape: tuple[int, ...], x: int, y: int, radius: float, rng: Generator) -> Mask:
    """An ellipse of about `radius` pixels around (x, y), cut by the picture."""
    out = np.zeros(shape[:2], np.uint8)
    axes = (
        max(1, int(radius * rng.uniform(0.6, 1.4))),
        max(1, int(radius * rng.uniform(0.6, 1.4))),
    )
    cv2.ellipse(out, (x, y), axes, float(rng.uniform(0, 180)), 0, 360, 1, -1)
    return out.view(bool)


def _somewhere(region: Mask, rng: Generator) -> tuple[int, int] | None:
    """(x, y) of any pixel of `region`."""
    places = np.flatnonzero(region)
    if not len(places):
        return None
    y, x = divmod(int(places[rng.integers(len(places))]), region.shape[1])
    return x, y


def _piece(
    image: Picture, target: Mask, where: Mask, least: float, most: float, rng: Generator
) -> Mask:
    """A region around a pixel of `where`: a cell of the picture, or an ellipse; `least` to `most` of
    the object's area.
    """
    place = _somewhere(where, rng)
    if place is None:
        return np.zeros_like(target)
    area = float(np.count_nonzero(target)) * rng.uniform(least, most)
    if rng.random() < 0.6:
        label = cells(image, int(np.clip(target.size / max(area, 1.0), 12, 600)), rng)
        return np.asarray(label == label[place[1], place[0]])
    return blob(target.shape, *place, (area / np.pi) ** 0.5 + 1, rng)


def leak(image: Picture, target: Mask, rng: Generator) -> Mask:
    """Something beside the object belongs to the mask, in one piece with it."""
    distance = signed_distance(target)
    where = (distance < 0) & (distance > -6)
    return target | _piece(image, target, where, 0.05, 0.4, rng)


def missing(image: Picture, target: Mask, rng: Generator) -> Mask:
    """A part at the object's edge is not in the mask."""
    distance = signed_distance(target)
    if rng.random() < 0.35:
        return target & ~_half_plane(target, rng.uniform(0.05, 0.35), rng)
    return target & ~_piece(image, target, (distance > 0) & (distance < 6), 0.05, 0.35, rng)


def _half_plane(target: Mask, share: float, rng: Generator) -> Mask:
    """The pixels on one side of a line that has `share` of the object on that side."""
    angle = rng.uniform(0, 2 * np.pi)
    height, width = target.shape
    rows = np.arange(height, dtype=np.float32)[:, None]
    cols = np.arange(width, dtype=np.float32)[None, :]
    along = rows * np.float32(np.sin(angle)) + cols * np.float32(np.cos(angle))
    return np.asarray(along > np.quantile(along[target], 1 - share))


def hole(image: Picture, target: Mask, rng: Generator) -> Mask:
    """There is a hole inside the mask."""
    deep = signed_distance(target) > 4
    return target & ~(_piece(image, target, deep, 0.02, 0.25, rng) & deep)


def fragments(image: Picture, target: Mask, rng: Generator) -> Mask:
    """Specks lie beside the mask."""
    outside = signed_distance(target) < -6
    area = float(np.count_nonzero(target))
    out = target.copy()
    for _ in range(int(rng.integers(2, 10))):
        place = _somewhere(outside, rng)
        if place is not None:
            radius = (area * rng.uniform(0.002, 0.03) / np.pi) ** 0.5 + 1
            out |= blob(target.shape, *place, radius, rng) & outside
    return out


def ragged(image: Picture, target: Mask, rng: Generator) -> Mask:
    """The outline trembles."""
    height, width = target.shape
    size = float(np.count_nonzero(target)) ** 0.5
    grain = rng.uniform(0.02, 0.06) * size + 2
    coarse = (max(2, int(height / grain)), max(2, int(width / grain)))
    noise = cv2.resize(rng.normal(0, 1, coarse).astype(np.float32), (width, height))
    return np.asarray(signed_distance(target) + noise * rng.uniform(0.02, 0.07) * size > 0)


def edge(image: Picture, target: Mask, rng: Generator) -> Mask:
    """The outline runs beside the object's all around: too wide, too narrow, or moved."""
    size = float(np.count_nonzero(target)) ** 0.5
    if rng.random() < 0.65:
        amount = rng.uniform(0.01, 0.12) * size + 0.5
        return np.asarray(signed_distance(target) > amount * rng.choice([-1, 1]))
    angle, amount = rng.uniform(0, 2 * np.pi), rng.uniform(0.02, 0.2) * size + 1
    shift = [[1, 0, amount * np.cos(angle)], [0, 1, amount * np.sin(angle)]]
    move = np.array(shift, np.float32)
    height, width = target.shape
    moved = cv2.warpAffine(target.view(np.uint8), move, (width, height), flags=cv2.INTER_NEAREST)
    return np.asarray(moved) > 0


def coarse(image: Picture, target: Mask, rng: Generator) -> Mask:
    """A mask of a few cells, enlarged; or a polygon of a few points."""
    height, width = target.shape
    _, _, w, h = bounds(target)
    if rng.random() < 0.5:
        cell = max(2.0, max(w, h) / rng.uniform(6, 28))
        small = (max(2, int(width / cell)), max(2, int(height / cell)))
        grey = cv2.resize(
            target.view(np.uint8) * np.uint8(255), small, interpolation=cv2.INTER_AREA
        )
        how = cv2.INTER_NEAREST if rng.random() < 0.5 else cv2.INTER_LINEAR
        return np.asarray(cv2.resize(grey, (width, height), interpolation=how) > 127)
    outlines, _ = cv2.findContours(target.view(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    tolerance = rng.uniform(0.01, 0.06) * max(w, h)
    out = np.zeros(target.shape, np.uint8)
    cv2.fillPoly(out, [cv2.approxPolyDP(o, tolerance, True) for o in outlines], (1,))
    return out.view(bool)


def crude(image: Picture, target: Mask, rng: Generator) -> Mask:
    """A box or an ellipse where the object is."""
    x, y, w, h = bounds(target)
    out = np.zeros(target.shape, np.uint8)
    if rng.random() < 0.5:
        out[y : y + h, x : x + w] = 1
    else:
        centre = (x + w // 2, y + h // 2)
        cv2.ellipse(out, centre, (max(1, w // 2), max(1, h // 2)), 0.0, 0, 360, 1, -1)
    return out.view(bool)


def patchy(image: Picture, target: Mask, rng: Generator) -> Mask:
    """Cells of the picture added and removed, to an IoU of 0.3 to 0.97."""
    return defective(image, target, float(rng.uniform(0.3, 0.97)), rng)


MAKERS: dict[str, Callable[[Picture, Mask, Generator], Mask]] = {
    "leak": leak,
    "missing": missing,
    "hole": hole,
    "fragments": fragments,
    "ragged": ragged,
    "edge": edge,
    "coarse": coarse,
    "crude": crude,
    "patchy": patchy,
}


def failure(kind: str, image: Picture, target: Mask, rng: Generator) -> Failure:
    """`target` (H, W) with the fault `kind`; its place is the box of all pixels that differ."""
    mask = np.ascontiguousarray(MAKERS[kind](image, target, rng))
    return Failure(kind, mask, bounds(mask ^ target) if (mask ^ target).any() else EMPTY)


def joined(target: Mask, other: Mask) -> Failure:
    """`target` together with another object, `other`."""
    return Failure("joined", target | other, bounds(other & ~target))


def swapped(target: Mask, foreign: Mask) -> Failure:
    """The mask of another picture, stretched over this one."""
    height, width = target.shape
    mask = cv2.resize(foreign.view(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    return Failure("swapped", mask.view(bool), bounds(mask.view(bool)))
