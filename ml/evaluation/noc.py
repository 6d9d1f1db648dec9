"""Clicks, scribbles or boxes to an IoU, over a set of objects."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast

import cv2
import numpy as np
from tqdm import tqdm

from ..inference.predictor import Predictor
from ..inference.session import Mode
from ..resize import resized
from ..simulation.defects import defective
from ..types import Click, Mask, Picture, Stroke
from .grabcut import GrabCut
from .people import Boxer, Clicker, Gesture, Person, Scribbler
from .protocol import Answerer, Run, mean, repair, strict, summary
from .sets import Case

PRELABEL_IOU = (0.75, 0.85)
EVEN = 3.0  # grey levels of detail below which a region counts as even
AREAS = ((0.03, "small, below 3 %"), (0.2, "medium, below 20 %"), (1.1, "large"))

Input = Literal["click", "scribble", "box"]
Starter = Callable[[Case, Mask], Answerer]


@dataclass(frozen=True)
class Protocol:
    """What is measured. `seeds`: runs with an unsteady hand, 0 for the one with a steady hand.

    `goal`: IoU at which an object is finished. `prelabel`: start from simulated defects.
    """

    input: Input = "click"
    seeds: int = 0
    goal: float = 0.9
    prelabel: bool = False


def starting_mask(case: Case) -> Mask:
    """A mask as an automatic model might have made it: IoU 0.75 to 0.85, the same for every model
    and run.
    """
    rng = np.random.default_rng(zlib.crc32(case.name.encode()))
    return defective(case.image, case.truth, rng.uniform(*PRELABEL_IOU), rng)


def cdnet(predictor: Predictor, mode: Mode) -> Starter:
    """Answers by a session of `predictor`."""

    def start(case: Case, mask: Mask) -> Answerer:
        session = predictor.open(case.image, mask)

        def answer(gesture: Gesture) -> Mask:
            if isinstance(gesture, Click):
                session.click(gesture.x, gesture.y, gesture.positive, mode=mode)
            elif isinstance(gesture, Stroke):
                session.scribble(gesture.points, gesture.radius, gesture.positive)
            else:
                session.box(*gesture)
            return session.mask

        return answer

    return start


def grabcut(case: Case, mask: Mask) -> Answerer:
    """Answers clicks by OpenCV's grabCut at 256 px, 5 iterations; it cannot start from a mask."""
    cut = GrabCut(case.image)

    def answer(gesture: Gesture) -> Mask:
        if not isinstance(gesture, Click):
            raise TypeError("grabCut is asked with clicks only")
        return cut.click(gesture)

    return answer


def person(case: Case, protocol: Protocol, seed: int) -> Person:
    """Who repairs `case`; the same one for every model and run."""
    rng = np.random.default_rng([zlib.crc32(case.name.encode()), seed])
    if protocol.input == "scribble":
        return Scribbler(case, rng)
    if protocol.input == "box":
        return Boxer(case)
    return Clicker(case, rng if protocol.seeds else None)


def runs(
    cases: list[Case], start: Starter, protocol: Protocol, label: str, seed: int = 0
) -> list[Run]:
    """All `cases` repaired once."""

    def each() -> Iterator[Run]:
        for case in tqdm(cases, desc=label, unit="object"):
            mask = starting_mask(case) if protocol.prelabel else np.zeros_like(case.truth)
            yield repair(case, person(case, protocol, seed), start(case, mask), mask, protocol.goal)

    return list(each())


def measure(
    cases: list[Case], start: Starter, protocol: Protocol, label: str
) -> tuple[dict[str, Any], list[Run]]:
    """The table over `cases`, and the runs behind it.

    With an unsteady hand the table is of all seeds together, and `seeds` holds NoC90 of each.
    `never` names the objects that 20 gestures did not bring to 0.90, the worst first.
    """
    each = [runs(cases, start, protocol, label, seed) for seed in range(max(1, protocol.seeds))]
    together = [r for some in each for r in some]
    table = summary(together)
    if protocol.goal >= 0.95:
        table |= strict(together)
    if protocol.seeds:
        table["seeds"] = [mean(r.noc(0.90) for r in some) for some in each]
    groups = grouped(together)
    if len(groups) > 1:
        table["groups"] = groups
    table["never"] = [
        {"name": r.case.name, "kind": r.case.kind, "iou": round(max(r.ious), 4)}
        for r in sorted(together, key=lambda r: max(r.ious))
        if r.failed(0.90)
    ]
    return table, together


def grouped(each: Iterable[Run]) -> dict[str, Any]:
    """n, NoC85, NoC90, IoU after one click, and what that click missed and spilt, by kind of
    object, where it is known, by its share of the picture, and of those that are large and even.

    Large even regions are where too little is found, small objects where too much is: the under-
    and over-generalisation that conditional diffusion is about (CDNet, section 1).
    """
    groups: dict[str, list[Run]] = {}
    for run in each:
        share = float(run.case.truth.mean())
        names = [next(name for limit, name in AREAS if share < limit)]
        if share >= AREAS[1][0] and detail(run.case) < EVEN:
            names.append("large and even")
        for name in [run.case.kind, *names] if run.case.kind else names:
            groups.setdefault(name, []).append(run)
    return {
        name: {
            "n": len(some),
            "noc85": mean(r.noc(0.85) for r in some),
            "noc90": mean(r.noc(0.90) for r in some),
            "miou1": mean((r.ious[0] for r in some), 4),
            "missed1": mean((r.missed for r in some), 4),
            "spilt1": mean((r.spilt for r in some), 4),
        }
        for name, some in sorted(groups.items())
    }


def detail(case: Case) -> float:
    """How far the object's pixels are from the mean of their neighbours, in grey levels of 255, on
    the picture reduced to 256 pixels: near 0 for a wall or a plain shirt.
    """
    scale = 256 / max(case.truth.shape)
    size = [max(1, round(side * scale)) for side in case.truth.shape]
    grey = cast("Picture", cv2.cvtColor(resized(case.image, size[1], size[0]), cv2.COLOR_RGB2GRAY))
    away = np.abs(grey.astype(np.float32) - cv2.blur(grey, (5, 5)))
    inside = resized(case.truth.astype(np.float32), size[1], size[0]) > 0.5
    return float(away[inside].mean()) if inside.any() else 0.0
