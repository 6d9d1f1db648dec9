"""Objects to learn from: a sample of the training shards, or an evaluation folder."""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator

from ..evaluation.sets import Case
from ..training import shards
from ..types import Mask, Picture
from .graded import Object

LEAST = 0.004  # share of the image below which an object is a few pixels wide in these small photos
TOUCHING = 12  # pixels within which another object counts as a neighbour


def _others(labels: Picture, region: int, truth: Mask) -> list[Mask]:
    """The other regions of one label map that lie next to the object."""
    near = cv2.dilate(truth.view(np.uint8), np.ones((TOUCHING, TOUCHING), np.uint8)) > 0
    numbers = set(np.unique(labels[near]).tolist()) - {0, region, shards.IGNORE}
    return [labels == n for n in sorted(numbers)]


def of_photo(photo: shards.Photo, rng: Generator, foreign: Mask | None) -> Object:
    """One object of a photo, larger ones more often."""
    odds = np.sqrt([t.area for t in photo.targets])
    target = photo.targets[int(rng.choice(len(odds), p=odds / odds.sum()))]
    labels = photo.labels[target.label]
    truth = labels == target.region
    others = _others(labels, target.region, truth)
    return Object(
        photo.name, photo.image, truth, labels == shards.IGNORE, others, foreign, target.kind
    )


def sample(
    path: Path, count: int, validation: bool, seed: int
) -> Iterator[tuple[shards.Photo, Object]]:
    """About `count` objects of different photos of the training shards in `path`: of the validation
    split, or of all others. The same seed draws the same ones.
    """
    files = sorted(path.glob("train-*.tar"))
    rows = [name for file in files for name in shards.names(file, validation)]
    keep = min(1.0, count / max(1, len(rows)))

    def wanted(name: str) -> bool:
        return zlib.crc32(f"{seed}/{name}".encode()) < keep * 2**32

    foreign: Mask | None = None
    for file in files:
        for photo in shards.photos(file, validation, LEAST, wanted):
            rng = np.random.default_rng([seed, zlib.crc32(photo.name.encode())])
            thing = of_photo(photo, rng, foreign)
            foreign = thing.truth
            yield photo, thing


def of_cases(cases: Iterable[Case]) -> Iterator[Object]:
    """The objects of an evaluation folder, each with its predecessor's mask as the foreign one."""
    foreign: Mask | None = None
    for case in cases:
        yield Object(case.name, case.image, case.truth, case.ignore, (), foreign)
        foreign = case.truth
