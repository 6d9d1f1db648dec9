"""Reads training shards: plain tar files whose first member, `index.jsonl`, has a line per image.

`{"id", "set", "image", "labels": [{"file", "regions": [{"id", "kind", "area_frac"}]}],
"white_background", "weight"}`. A label map has the size of its image: 0 background or not labelled,
k = region k, 255 = left out of loss and clicks.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ..types import Picture

IGNORE = 255
VALIDATION = 0.05


@dataclass(frozen=True, slots=True)
class Target:
    """One object: region `region` of label map `label` of a photo, its share of the photo, and what
    kind of thing it is (object, person, product, garment, part, segment).
    """

    label: int
    region: int
    area: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """An image (H, W, 3) with its label maps, each (H, W) uint8, and the objects in them."""

    name: str
    source: str
    image: Picture
    labels: list[Picture]
    targets: list[Target]
    white: bool
    weight: float


def held_out(name: str) -> bool:
    """Whether a photo is in the validation split: a fixed 5 %, by the hash of its name without a
    crop suffix.
    """
    scene = name.split("_c")[0]
    return hashlib.sha256(scene.encode()).digest()[0] < 256 * VALIDATION


def _picture(tar: tarfile.TarFile, name: str) -> Picture:
    member = tar.extractfile(name)
    if member is None:
        raise ValueError(f"{name} is not a file in {tar.name!r}")
    return np.asarray(Image.open(io.BytesIO(member.read())))


def _index(tar: tarfile.TarFile) -> list[dict[str, Any]]:
    member = tar.extractfile("index.jsonl")
    if member is None:
        raise ValueError(f"{tar.name!r} has no index.jsonl")
    return [json.loads(line) for line in member.read().decode().splitlines()]


def names(path: Path, validation: bool = False) -> list[str]:
    """The names of the photos of one shard, those of the validation split or all others."""
    with tarfile.open(path) as tar:
        return [row["id"] for row in _index(tar) if held_out(row["id"]) == validation]


def photos(
    path: Path,
    validation: bool = False,
    smallest: float = 0.002,
    wanted: Callable[[str], bool] = lambda name: True,
) -> Iterator[Photo]:
    """The photos of one shard, those of the validation split or all others, if their name is
    `wanted`.

    Objects smaller than `smallest` of the image are left out: at training sizes they are a few
    pixels.
    """
    with tarfile.open(path) as tar:
        for row in _index(tar):
            if held_out(row["id"]) != validation or not wanted(row["id"]):
                continue
            targets = [
                Target(number, region["id"], region["area_frac"], region.get("kind", ""))
                for number, label in enumerate(row["labels"])
                for region in label["regions"]
                if region["area_frac"] >= smallest and region.get("ncomp", 1) <= 3
            ]
            if not targets:
                continue
            yield Photo(
                row["id"],
                row["set"],
                _picture(tar, row["image"])[..., :3],
                [_picture(tar, label["file"]) for label in row["labels"]],
                targets,
                bool(row["white_background"]),
                float(row["weight"]),
            )


def backgrounds(path: Path) -> list[Picture]:
    """The photos of `backgrounds.tar`, to put cut-outs on."""
    with tarfile.open(path) as tar:
        return [_picture(tar, row["image"])[..., :3] for row in _index(tar)]
