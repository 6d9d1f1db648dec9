"""Pictures of results: contact sheets and curves."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from ..types import Mask, Picture
from .protocol import Run

TILE, COLUMNS, CAPTION = 240, 5, 18
MASK, TRUTH = (230, 60, 60), (40, 220, 90)


def tile(image: Picture, mask: Mask, truth: Mask, caption: str) -> Image.Image:
    """A picture of TILE pixels square: the mask tinted red, the truth's outline green."""
    scale = TILE / max(image.shape[:2])
    size = max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    inside = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    small[inside] = 0.55 * small[inside] + 0.45 * np.array(MASK, np.float32)
    outer = cv2.resize(truth.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    edge = cv2.morphologyEx(outer, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    small[edge] = TRUTH
    out = Image.new("RGB", (TILE, TILE + CAPTION), "white")
    out.paste(Image.fromarray(small.astype(np.uint8)), ((TILE - size[0]) // 2, 0))
    ImageDraw.Draw(out).text((3, TILE + 3), caption[:40], fill="black")
    return out


def sheet(tiles: Sequence[Image.Image], path: Path) -> None:
    """Writes `tiles` in rows of COLUMNS as one PNG."""
    rows = -(-len(tiles) // COLUMNS)
    out = Image.new("RGB", (COLUMNS * TILE, max(1, rows) * (TILE + CAPTION)), "white")
    for k, one in enumerate(tiles):
        out.paste(one, (k % COLUMNS * TILE, k // COLUMNS * (TILE + CAPTION)))
    path.parent.mkdir(parents=True, exist_ok=True)
    out.save(path)


def worst(runs: Sequence[Run], path: Path, count: int = 20) -> None:
    """A contact sheet of the `count` objects that took most gestures, the worst first, and of all
    that never reached 0.90.
    """
    ranked = sorted(runs, key=lambda r: (-r.noc(0.90), max(r.ious)))
    shown = ranked[: max(count, sum(r.failed(0.90) for r in runs))]
    sheet([tile(r.case.image, r.mask, r.case.truth, _caption(r)) for r in shown], path)


def _caption(run: Run) -> str:
    took = "never 0.90" if run.failed(0.90) else f"NoC {run.noc(0.90)}"
    return f"{run.case.name[:18]}  {took}  IoU {run.ious[-1]:.3f}"


def curves(named: dict[str, list[Run]], path: Path) -> None:
    """Mean IoU by gestures, a line for each entry; objects that are finished keep their last IoU.

    Needs matplotlib (requirements/train.txt).
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 4), dpi=150, layout="constrained")
    axes = figure.add_subplot(xlabel="clicks", ylabel="mean IoU", ylim=(0.4, 1.0))
    for name, runs in named.items():
        longest = max(len(r.ious) for r in runs)
        values = [[*r.ious, *[r.ious[-1]] * (longest - len(r.ious))] for r in runs]
        axes.plot(range(1, longest + 1), np.mean(values, 0), marker=".", label=name)
    axes.grid(alpha=0.3)
    axes.legend()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
