"""What a robot that knows the truth does with polygon, brush and eraser, in pixels of the image."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from ml import tools
from ml.evaluation.metrics import iou
from ml.evaluation.sets import Case
from ml.types import Change, Mask

Ring = list[tuple[float, float]]
FINE = 4
"""Steps to a pixel with which outlines are followed."""
LEAST = 1.5
EPSILONS = (8.0, 6.0, 4.0, 3.0, 2.0, 1.5, 1.0, 0.7, 0.5)
SLACK = 0.004
"""How much better than the goal a plan has to be, for what is lost on the way."""


@dataclass(frozen=True)
class Outline:
    """A polygon that is filled or taken away."""

    points: Ring
    positive: bool

    def on(self, mask: Mask) -> Mask:
        """The mask with it."""
        return _changed(mask, tools.polygon(mask, self.points, self.positive))


@dataclass(frozen=True)
class Stroke:
    """A stroke of the brush, or of the eraser."""

    points: Ring
    radius: float
    positive: bool

    def on(self, mask: Mask) -> Mask:
        """The mask with it."""
        return _changed(mask, tools.brush(mask, self.points, self.radius, "round", self.positive))


def tolerance(case: Case) -> float:
    """How far beside the outline a hand may be, all along, for a twentieth of the object's area."""
    rings = _rings(case.truth)
    length = sum(cv2.arcLength(np.array(ring, np.float32), True) for ring, _ in rings)
    return max(0.5, 0.05 * float(case.truth.sum()) / max(1.0, length))


def outlines(case: Case, goal: float) -> list[Outline]:
    """The object by polygons alone, with as few corners as the goal allows."""
    plan: list[Outline] = []
    for epsilon in EPSILONS:
        plan = list(polygons(case.truth, epsilon))
        mask = np.zeros_like(case.truth)
        for outline in plan:
            mask = outline.on(mask)
        if iou(mask, case.truth, case.ignore) >= goal + SLACK:
            break
    return plan


def strokes(case: Case, goal: float) -> list[Stroke]:
    """The object by brush and eraser alone: along the outline from inside, then the rest, then what is wrong still."""
    depth = _depth(case.truth)
    radius = LEAST
    for wide in np.arange(2.0, depth.max(), 0.5):
        if iou(_widened(depth >= wide, wide), case.truth, case.ignore) >= goal + SLACK:
            radius = float(wide)
    plan = [Stroke(_thin(ring, True), radius, True) for ring, _ in _rings(depth >= radius)]
    wide = max(radius, float(depth.max()) / 3)
    plan += [Stroke(sweep, wide, True) for sweep in _sweeps(depth >= wide, wide * 1.8)]
    mask = np.zeros_like(case.truth)
    for stroke in plan:
        mask = stroke.on(mask)
    while iou(mask, case.truth, case.ignore) < goal + SLACK and len(plan) < 100:
        stroke = mending(case, mask)
        if stroke is None:
            break
        plan.append(stroke)
        mask = stroke.on(mask)
    return plan


def worst(case: Case, mask: Mask) -> tuple[Mask, bool] | None:
    """The largest piece that is wrong, and whether it is missing; None when nothing is."""
    wrong = (mask ^ case.truth) & ~case.ignore
    best, area = None, 0
    for positive in (True, False):
        part = wrong & (case.truth if positive else ~case.truth)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8))
        for label in range(1, count):
            if stats[label, cv2.CC_STAT_AREA] > area:
                area = stats[label, cv2.CC_STAT_AREA]
                best = (labels == label, positive)
    return best


def middle(piece: Mask) -> tuple[tuple[float, float], float]:
    """The place of a piece that is farthest from its edge, and how far that is."""
    depth = _depth(piece)
    y, x = np.unravel_index(int(np.argmax(depth)), depth.shape)
    return (float(x) + 0.5, float(y) + 0.5), float(depth[y, x])


def mending(case: Case, mask: Mask) -> Stroke | None:
    """A stroke over the largest piece that is wrong, as wide as does no harm around it."""
    found = worst(case, mask)
    if found is None:
        return None
    piece, positive = found
    allowed = (case.truth if positive else ~case.truth) | case.ignore
    depth = _depth(allowed)
    radius = max(LEAST, np.floor(float(depth[piece].max()) * 1.8) / 2)
    path = (depth >= radius) & (cv2.dilate(piece.view(np.uint8), _disk(radius)) > 0)
    rings = [ring for ring, solid in _rings(path) if solid]
    if not rings:
        return Stroke([middle(piece)[0]], radius, positive)
    return Stroke(_half(max(rings, key=len)), radius, positive)


def patch(case: Case, mask: Mask) -> Outline | None:
    """A polygon around the largest piece that is wrong."""
    found = worst(case, mask)
    if found is None:
        return None
    piece, positive = found
    rings = list(polygons(piece, 1.5))
    return Outline(rings[0].points, positive) if rings else None


def _changed(mask: Mask, change: Change) -> Mask:
    x, y, width, height = change.bbox
    after = mask.copy()
    after[y : y + height, x : x + width] = change.mask
    return after


def polygons(mask: Mask, epsilon: float) -> Iterator[Outline]:
    """The outlines of a mask, largest first, off by at most `epsilon`; holes are taken away."""
    for ring, solid in _rings(mask):
        thin = cv2.approxPolyDP(np.array(ring, np.float32), epsilon, True)[:, 0]
        if len(thin) > 2 and cv2.contourArea(thin) > 12:
            yield Outline([(float(x), float(y)) for x, y in thin], solid)


def _rings(mask: Mask) -> list[tuple[Ring, bool]]:
    """The outlines of what is set, largest first, and whether each is filled; holes come after."""
    large = cv2.resize(
        mask.astype(np.uint8), None, fx=FINE, fy=FINE, interpolation=cv2.INTER_NEAREST
    )
    found, tree = cv2.findContours(large, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    rings = []
    for contour, (_, _, _, parent) in zip(found, tree[0] if tree is not None else (), strict=True):
        points = (contour[:, 0] + 0.5) / FINE
        rings.append(([(float(x), float(y)) for x, y in points], bool(parent < 0)))
    return sorted(rings, key=lambda ring: (not ring[1], -len(ring[0])))


def _sweeps(room: Mask, step: float) -> Iterator[Ring]:
    """Strokes to and fro in what has room for the middle of the brush."""
    sweep: Ring = []
    rows = np.flatnonzero(room.any(1))
    if not len(rows):
        return
    for turn, y in enumerate(np.arange(rows[0], rows[-1] + 1, step)):
        xs = np.flatnonzero(room[int(y)])
        if not len(xs):
            continue
        row = [(float(xs[0]) + 0.5, float(y) + 0.5), (float(xs[-1]) + 0.5, float(y) + 0.5)]
        row = row[:: 1 if turn % 2 == 0 else -1]
        if not room[int(y), xs[0] : xs[-1] + 1].all() or (
            sweep and not _clear(room, sweep[-1], row[0])
        ):
            if len(sweep) > 1:
                yield sweep
            sweep = []
        if room[int(y), xs[0] : xs[-1] + 1].all():
            sweep += row
    if sweep:
        yield sweep


def _clear(room: Mask, a: tuple[float, float], b: tuple[float, float]) -> bool:
    """True when the straight way between two places has room."""
    steps = np.linspace(a, b, 20).astype(int)
    return bool(room[steps[:, 1], steps[:, 0]].all())


def _half(ring: Ring) -> Ring:
    """The way from one end of a thin ring to the other."""
    points = np.array(ring)
    first = int(np.argmax(np.hypot(*(points - points.mean(0)).T)))
    points = np.roll(points, -first, 0)
    last = int(np.argmax(np.hypot(*(points - points[0]).T)))
    return _thin([(float(x), float(y)) for x, y in points[: last + 1]])


def _thin(path: Ring, closed: bool = False) -> Ring:
    """The same way with only as many points as show."""
    ends = [*path, path[0]] if closed else path
    thin = cv2.approxPolyDP(np.array(ends, np.float32), 0.4, False)[:, 0]
    return [(float(x), float(y)) for x, y in thin]


def _depth(mask: Mask) -> np.ndarray:
    """How far inside `mask` each pixel is; the edge of the picture is no edge of what lies at it."""
    padded = cv2.copyMakeBorder(mask.astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    return cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]


def _widened(mask: Mask, radius: float) -> Mask:
    return cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 5) <= radius


def _disk(radius: float) -> np.ndarray:
    side = 2 * int(np.ceil(radius)) + 1
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
