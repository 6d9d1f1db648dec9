"""Images with true masks, to measure on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from ..types import Mask, Picture

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")


@dataclass(frozen=True)
class Case:
    """One object: image (H, W, 3), truth and pixels to ignore (H, W), and what kind of thing it is,
    "" where the set does not say.
    """

    name: str
    image: Picture
    truth: Mask
    ignore: Mask
    kind: str = ""


def folder(path: Path) -> Iterator[Case]:
    """`path`/images and `path`/masks, paired by stem: 255 object, 0 background, 128 ignored, by
    name.

    Raises ValueError for an image without a mask.
    """
    masks = {p.stem: p for p in (path / "masks").iterdir() if p.suffix == ".png"}
    for file in sorted(p for p in (path / "images").iterdir() if p.suffix.lower() in SUFFIXES):
        if file.stem not in masks:
            raise ValueError(f"{file.name} has no mask in {path / 'masks'}")
        image = np.asarray(Image.open(file).convert("RGB"))
        values = np.asarray(Image.open(masks[file.stem]).convert("L"))
        yield Case(file.stem, image, values == 255, values == 128)


def validation(path: Path, count: int = 150) -> Iterator[Case]:
    """`count` objects of the validation split of the training shards in `path`, always the same
    ones.

    At most one object a photo, spread evenly over the photos; regions below 1 % of their image are
    left out.
    """
    from ..training import (
        shards,
    )  # shards are a training format; serving an evaluation folder needs none of it

    found = []
    for file in sorted(path.glob("train-*.tar")):
        for photo in shards.photos(file, validation=True, smallest=0.01):
            found.append((photo, max(photo.targets, key=lambda t: t.area)))
    found.sort(key=lambda pair: pair[0].name)
    for k in range(min(count, len(found))):
        photo, target = found[k * len(found) // min(count, len(found))]
        labels = photo.labels[target.label]
        yield Case(
            photo.name, photo.image, labels == target.region, labels == shards.IGNORE, target.kind
        )
