"""Reads an export of Koutu as training data: its cut-outs hold the whole picture, their alpha the
mask.

An export is a zip, or the folder that it unpacks to, with `manifest.jsonl` and `cutouts/*.png` (the
formats `manifest` and `cutout`). Only images in the wanted states count: by default the accepted.
"""

import io
import json
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from ..resize import resized
from ..types import Picture
from .shards import Photo, Target, held_out

LONGEST = 512  # pixels kept of the long side: training pictures are smaller than that
WHITE = 236  # what every channel of a white ground reaches at least
MOST_PIXELS = 120_000_000


def is_export(path: Path) -> bool:
    """Whether `path` is a zip, or a folder with a manifest."""
    return path.suffix == ".zip" or any(path.glob("**/manifest.jsonl"))


def photos(
    path: Path,
    validation: bool = False,
    states: Collection[str] = ("accepted",),
    smallest: float = 0.002,
) -> Iterator[Photo]:
    """The photos of the export at `path` that are in one of `states`: those of the validation split
    (a fixed 5 % by name) or all others. Objects smaller than `smallest` of the image are left out.

    Raises ValueError when the export has no manifest or no cut-outs.
    """
    root = _root(path)
    for line in (root / "manifest.jsonl").read_text().splitlines():
        row = json.loads(line)
        if row["state"] not in states or held_out(row["key"]) != validation:
            continue
        files = [name for name in row["files"] if name.startswith("cutouts/")]
        if not files and row["files"]:
            raise ValueError(f"{path} has no cut-outs: export with the format `cutout` as well")
        cutouts = [_reduced((root / name).read_bytes(), name) for name in files]
        labels = [(one[..., 3] > 127).astype(np.uint8) for one in cutouts]
        targets = [
            Target(number, 1, area, str(thing["label"]))
            for number, (label, thing) in enumerate(zip(labels, row["objects"], strict=True))
            if (area := float(label.mean())) >= smallest
        ]
        if targets:
            image = np.ascontiguousarray(cutouts[0][..., :3])
            yield Photo(row["key"], "koutu", image, labels, targets, _on_white(image), 1.0)


def _root(path: Path) -> zipfile.Path | Path:
    """The folder inside the export that holds the manifest."""
    if path.suffix == ".zip":
        archive = zipfile.Path(path)
        folders: list[zipfile.Path | Path] = [archive, *archive.iterdir()]
    else:
        folders = [path, *sorted(p for p in path.iterdir() if p.is_dir())]
    for folder in folders:
        if (folder / "manifest.jsonl").is_file():
            return folder
    raise ValueError(f"{path} has no manifest.jsonl: export with the format `manifest` as well")


def _reduced(data: bytes, name: str) -> Picture:
    """(h, w, 4) uint8, the long side at most LONGEST pixels; colours are kept under alpha 0."""
    with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
        if image.mode != "RGBA" or image.width * image.height > MOST_PIXELS:
            raise ValueError(f"{name} is not a cut-out of this product")
        pixels = np.asarray(image)
    scale = min(1.0, LONGEST / max(pixels.shape[:2]))
    width, height = (max(1, round(side * scale)) for side in pixels.shape[1::-1])
    return resized(pixels, width, height)


def _on_white(image: Picture) -> bool:
    """Whether the border is white nearly everywhere."""
    ring = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    return bool((ring.min(-1) >= WHITE).mean() >= 0.7)
