"""The connected piece that a click is about."""

import cv2
import numpy as np

from ..types import Mask

REACH = 0.02  # of the long side: how far beside a piece a click may fall and still mean it
LEAST_REACH = 5.0  # pixels


def reach_of(long_side: int) -> float:
    """How far beside a piece, in pixels, a click may fall and still mean it."""
    return max(LEAST_REACH, REACH * long_side)


def near(candidates: Mask, column: int, row: int, reach: float | None = None) -> Mask | None:
    """The 8-connected piece of `candidates` (H, W) at the pixel, or the nearest within `reach`
    pixels, by default max(5, 2 % of the long side).

    Pieces split by a gap of one pixel count as one (thin parts often are): candidates are closed
    with a 3x3 square before they are labelled, and the piece is cut back to the candidates. None
    where there is none near.
    """
    if not candidates.any():
        return None
    joined = cv2.morphologyEx(candidates.view(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels = cv2.connectedComponents(joined, connectivity=8, ltype=cv2.CV_32S)
    if count <= 1:
        return None
    height, width = candidates.shape
    reach = reach_of(max(height, width)) if reach is None else reach
    label = 0
    if 0 <= column < width and 0 <= row < height:
        label = int(labels[row, column])
    if label == 0:
        label = _nearest(labels, candidates, column, row, reach)
    if label == 0:
        return None
    piece: Mask = (labels == label) & candidates
    return piece if piece.any() else None


def _nearest(labels: np.ndarray, candidates: Mask, column: int, row: int, reach: float) -> int:
    height, width = candidates.shape
    r = int(reach)
    x0, y0 = max(0, column - r), max(0, row - r)
    window = candidates[y0 : row + r + 1, x0 : column + r + 1]
    ys, xs = np.nonzero(window)
    if not len(ys):
        return 0
    distance = (ys + y0 - row) ** 2 + (xs + x0 - column) ** 2
    best = int(distance.argmin())
    if distance[best] > reach * reach:
        return 0
    return int(labels[ys[best] + y0, xs[best] + x0])
