"""From a photo and one of its objects to a square training picture."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import cv2
import numpy as np
from numpy.random import Generator

from ..resize import resized
from ..simulation.defects import iou
from ..types import Click, Floats, Mask, Picture
from .shards import IGNORE, Photo, Target

SMALLEST = 60  # pixels of a view that are an object
ANOTHER = 0.85  # IoU below which two regions are two readings of a click


@dataclass(slots=True)
class View:
    """A square view of an object: image (S, S, 3) uint8, target and ignore (S, S) bool. `local`: a
    part of it, close up, on which no object begins. `others`: (S, S) uint8, the photo's label maps
    in the same view, the object itself left out; none for a local view.
    """

    image: Picture
    target: Mask
    ignore: Mask
    local: bool
    others: list[Picture] = field(default_factory=list)

    def readings(self, click: Click) -> list[Mask]:
        """What else the clicked pixel belongs to, (S, S) bool each: the part of the object, or the
        whole that the object is a part of, where the photo's label maps know one.
        """
        column, row = click.pixel
        found = [labels == labels[row, column] for labels in self.others if labels[row, column]]
        return [m for m in found if m.sum() > SMALLEST and iou(m, self.target) < ANOTHER]


def view(
    photo: Photo, target: Target, size: int, backgrounds: list[Picture], rng: Generator
) -> View | None:
    """A random view of `target`, `size` pixels square; None when too little or nothing but the
    object is in it.
    """
    labels = photo.labels[target.label]
    image = photo.image
    if photo.white and rng.random() < 0.5 and backgrounds:
        image = _on_background(photo, backgrounds[int(rng.integers(len(backgrounds)))], rng)
    truth = labels == target.region
    draw = rng.random()
    local = draw > 0.8
    if draw < 0.35:
        box = _loose_box(truth, rng, 1.0, 4.0)
    elif not local:
        box = _loose_box(truth, rng, 1.15, 1.9)
    else:
        box = _edge_box(truth, rng)
    x0, y0, x1, y1 = box
    if x1 - x0 < 12 or y1 - y0 < 12:
        return None
    picture = resized(image[y0:y1, x0:x1], size, size)
    share = resized(truth[y0:y1, x0:x1].astype(np.float32), size, size)
    void = resized((labels[y0:y1, x0:x1] == IGNORE).astype(np.float32), size, size)
    others = [] if local else [_nearest(m[y0:y1, x0:x1], size) for m in _others(photo, target)]
    if rng.random() < 0.5:
        picture, share, void = picture[:, ::-1], share[:, ::-1], void[:, ::-1]
        others = [m[:, ::-1] for m in others]
    if rng.random() < 0.3:
        picture, share, void, others = _turn(picture, share, void, others, rng)
    mask = share > 0.5
    area = float(mask.mean())
    if mask.sum() < SMALLEST or area > 0.95:
        return None
    coloured = _colours(np.ascontiguousarray(picture), rng)
    return View(coloured, mask, (void > 0.1) & ~mask, local, others)


def _others(photo: Photo, target: Target) -> Iterator[Picture]:
    """The label maps of `photo` that know more than `target`, with 0 where nothing is known and on
    `target` itself.
    """
    for number in sorted({known.label for known in photo.targets if known != target}):
        labels = photo.labels[number]
        unknown = labels == IGNORE
        if number == target.label:
            unknown |= labels == target.region
        yield np.where(unknown, np.uint8(0), labels)


def _nearest(labels: Picture, size: int) -> Picture:
    return cast("Picture", cv2.resize(labels, (size, size), interpolation=cv2.INTER_NEAREST))


def _bounds(mask: Mask) -> tuple[int, int, int, int]:
    x, y, w, h = cv2.boundingRect(mask.astype(np.uint8))
    return x, y, x + w, y + h


def _loose_box(mask: Mask, rng: Generator, low: float, high: float) -> tuple[int, int, int, int]:
    """The object's box, each side `low`..`high` times as long (nearer to low), shifted, inside the
    image.
    """
    height, width = mask.shape
    x0, y0, x1, y1 = _bounds(mask)
    grow = low + (high - low) * rng.random() ** 1.5
    w, h = (x1 - x0) * grow, (y1 - y0) * grow * rng.uniform(0.85, 1.18)
    w, h = max(w, h / 2), max(h, w / 2)
    slack_x, slack_y = max(0.0, w - (x1 - x0)) / 2, max(0.0, h - (y1 - y0)) / 2
    cx = (x0 + x1) / 2 + rng.uniform(-0.7, 0.7) * slack_x
    cy = (y0 + y1) / 2 + rng.uniform(-0.7, 0.7) * slack_y
    return _clamped(cx, cy, w, h, width, height)


def _edge_box(mask: Mask, rng: Generator) -> tuple[int, int, int, int]:
    """A window of a quarter to two thirds of the object around a point of its edge."""
    height, width = mask.shape
    x0, y0, x1, y1 = _bounds(mask)
    side = max(x1 - x0, y1 - y0) * rng.uniform(0.25, 0.65)
    edge = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    ys, xs = np.nonzero(edge)
    k = int(rng.integers(len(ys)))
    return _clamped(
        xs[k] + rng.normal(0, side / 6), ys[k] + rng.normal(0, side / 6), side, side, width, height
    )


def _clamped(
    cx: float, cy: float, w: float, h: float, width: int, height: int
) -> tuple[int, int, int, int]:
    return (
        max(0, int(cx - w / 2)), max(0, int(cy - h / 2)),
        min(width, int(cx + w / 2) + 1), min(height, int(cy + h / 2) + 1),
    )  # fmt: skip


def _turn(
    picture: np.ndarray,
    share: np.ndarray,
    void: np.ndarray,
    others: list[Picture],
    rng: Generator,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[Picture]]:
    size = picture.shape[0]
    matrix = cv2.getRotationMatrix2D(
        (size / 2, size / 2), rng.uniform(-25, 25), rng.uniform(1.0, 1.15)
    )
    turned = cv2.warpAffine(picture, matrix, (size, size), borderMode=cv2.BORDER_REFLECT_101)
    share = cv2.warpAffine(share, matrix, (size, size))
    # What the turn brings in from outside is a mirror image: it has no truth.
    void = cv2.warpAffine(void, matrix, (size, size), borderValue=1.0)
    maps = [cv2.warpAffine(m, matrix, (size, size), flags=cv2.INTER_NEAREST) for m in others]
    return turned, share, void, cast("list[Picture]", maps)


def _on_background(photo: Photo, scene: Picture, rng: Generator) -> Picture:
    """The photo's labelled content on another scene, so that white does not come to mean
    background.
    """
    height, width = photo.image.shape[:2]
    solid = np.zeros((height, width), np.float32)
    for labels in photo.labels:
        solid[(labels > 0) & (labels != IGNORE)] = 1
    if rng.random() < 0.5:
        solid = cast("Floats", cv2.erode(solid, np.ones((3, 3), np.uint8)))
    alpha = cv2.GaussianBlur(solid, (0, 0), 0.7)[..., None]
    scale = max(height / scene.shape[0], width / scene.shape[1]) * rng.uniform(1.0, 1.6)
    scene = resized(scene, math.ceil(scene.shape[1] * scale), math.ceil(scene.shape[0] * scale))
    y = int(rng.integers(scene.shape[0] - height + 1))
    x = int(rng.integers(scene.shape[1] - width + 1))
    behind = scene[y : y + height, x : x + width].astype(np.float32)
    if rng.random() < 0.6:  # a soft shadow below and beside the object
        aside, down = rng.uniform(-0.05, 0.05) * width, rng.uniform(0, 0.05) * height
        shift = np.array([[1, 0, aside], [0, 1, down]], np.float32)
        moved = cv2.warpAffine(solid, shift, (width, height))
        shadow = cv2.GaussianBlur(moved, (0, 0), 0.03 * width)
        behind *= 1 - rng.uniform(0.1, 0.5) * shadow[..., None]
    return (alpha * photo.image + (1 - alpha) * behind).clip(0, 255).astype(np.uint8)


def _colours(image: Picture, rng: Generator) -> Picture:
    """Light, contrast, colour cast, gamma, saturation, now and then blur, noise or grey."""
    levels = np.arange(256, dtype=np.float32)[:, None] / 255
    gain = rng.uniform(0.85, 1.2) * (1 + rng.normal(0, 0.05, 3))
    table = ((levels - 0.5) * rng.uniform(0.75, 1.3) + 0.5) * gain + rng.uniform(-0.06, 0.06)
    table = table.clip(0, 1) ** rng.uniform(0.8, 1.25)
    image = cast("Picture", cv2.LUT(image, (table * 255).astype(np.uint8)[None]))
    draw = rng.random()
    if draw < 0.35:
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)[..., None]
        keep = rng.uniform(0.0, 1.5)
        image = (keep * image + (1 - keep) * grey.astype(np.float32)).clip(0, 255).astype(np.uint8)
    elif draw < 0.45:
        image = cast("Picture", cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.2)))
    elif draw < 0.55:
        noise = rng.normal(0, rng.uniform(2, 10), image.shape)
        image = (image + noise).clip(0, 255).astype(np.uint8)
    return image
