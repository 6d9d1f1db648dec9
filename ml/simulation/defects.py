"""Masks as an automatic model would get them wrong: whole cells of the picture missing or too many.

After the recipe of DAVIS-585 (FocalClick, CVPR 2022, section 5.1), with watershed cells on a
jittered grid for SLIC: as telling, and a hundred times faster.
"""

import cv2
import numpy as np
from numpy.random import Generator

from ..types import Mask, Picture

BOUNDARY, INTERIOR = 0.65, 0.25  # shares of the toggled cells; the rest lies outside the object


def cells(image: Picture, count: int, rng: Generator) -> np.ndarray:
    """(H, W) int32 labels 1..n of about `count` cells that follow the edges of `image` (H, W,
    3).
    """
    height, width = image.shape[:2]
    step = max(4.0, (height * width / count) ** 0.5)
    markers = np.zeros((height, width), np.int32)
    ys = np.arange(step / 2, height, step)
    xs = np.arange(step / 2, width, step)
    grid = np.stack(np.meshgrid(ys, xs, indexing="ij"), -1).reshape(-1, 2)
    grid = (grid + rng.uniform(-step / 3, step / 3, grid.shape)).astype(int)
    np.clip(grid, 0, (height - 1, width - 1), out=grid)
    markers[grid[:, 0], grid[:, 1]] = np.arange(1, len(grid) + 1)
    cv2.watershed(np.ascontiguousarray(image), markers)
    borders = markers <= 0
    spread = cv2.dilate(np.maximum(markers, 0).astype(np.float32), np.ones((3, 3), np.uint8))
    markers[borders] = spread[borders].astype(np.int32)
    return markers


def iou(a: Mask, b: Mask) -> float:
    """Intersection over union; 1 when both are empty."""
    union = int((a | b).sum())
    return float((a & b).sum()) / union if union else 1.0


def defective(image: Picture, target: Mask, goal: float, rng: Generator) -> Mask:
    """`target` (H, W) with cells added and removed until its IoU with it falls to about `goal`
    (0..1).
    """
    count = int(rng.choice([50, 100, 200, 300, 500]))
    label = cells(image, count, rng)
    band_size = max(3, int(0.03 * max(target.shape)) | 1)
    kernel = np.ones((band_size, band_size), np.uint8)
    grown = cv2.dilate(target.astype(np.uint8), kernel) > 0
    shrunk = cv2.erode(target.astype(np.uint8), kernel) > 0
    regions = [np.flatnonzero(r) for r in (grown & ~shrunk, shrunk, ~grown)]
    mask = target.copy()
    flat = label.ravel()
    for _ in range(30):
        draw = rng.random()
        where = regions[0 if draw < BOUNDARY else 1 if draw < BOUNDARY + INTERIOR else 2]
        if not len(where):
            continue
        pixel = int(where[rng.integers(len(where))])
        cell = label == flat[pixel]
        changed = mask & ~cell if mask.flat[pixel] else mask | cell
        if iou(changed, target) < goal - 0.1:
            continue
        mask = changed
        if iou(mask, target) <= goal:
            break
    return mask
