"""How good quality scores are: `python -m ml.evaluate quality`.

Masks of all grades are made from the truth, scored without it, and the scores held against it.
"""

import argparse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from ..quality import figures
from ..quality.eye import Eye
from ..quality.graded import Object
from ..quality.judge import network
from ..quality.model import Model, load
from ..quality.objects import of_cases, sample
from ..quality.table import Row, drawn_kinds, rows_of
from . import sets
from .quality_places import places
from .quality_sheets import mistakes, reliability
from .quality_unknown import UNKNOWN, unknown_rows

SHEET = 24  # of the worst mistakes
SHARDS_SEED = 11
# Single signals that could serve as a score: the larger, the better the mask.
BASELINES = {"stability alone": "one.stability", "edge alignment alone": "edges.on"}

Numbers = NDArray[np.float64]


def objects(options: argparse.Namespace) -> Iterator[tuple[Object, bool]]:
    """(object, whether its picture is a studio's) of the folder or of the validation split."""
    if options.validation:
        for photo, thing in sample(options.data, options.count, True, SHARDS_SEED):
            yield thing, photo.white
        return
    for thing in of_cases(sets.folder(options.data)):
        yield thing, False


def gather(options: argparse.Namespace, eye: Eye, model: Model) -> Iterator[tuple[Object, Row]]:
    """Each object with each of its masks, those of the unknown kind included."""

    def work(thing: Object, white: bool) -> list[tuple[Object, Row]]:
        kinds = drawn_kinds(thing.name, options.each)
        rows = rows_of(thing, kinds, eye, thing.kind, white, 1.0, model)
        rows += unknown_rows(thing, eye, white, model)
        return [(thing, row) for row in rows]

    with ThreadPoolExecutor(options.workers) as pool:
        waiting = [pool.submit(work, *pair) for pair in objects(options)]
        for k in tqdm(range(len(waiting)), desc="quality", unit="object"):
            yield from waiting[k].result()
            waiting[k] = pool.submit(list)  # what was handed out need not be kept


def quality(options: argparse.Namespace) -> dict[str, Any]:
    """What `quality` prints and writes; beside `--json` it leaves two pictures."""
    model = load()
    rows: list[Row] = []
    worst: list[tuple[float, Object, Row, float]] = []
    for thing, row in gather(options, network(options.model), model):
        rows.append(row)
        predicted = model(row.signals, row.features).iou
        worst.append((abs(predicted - row.graded.iou), thing, row, predicted))
        worst = sorted(worst, key=lambda one: -one[0])[:SHEET]
    known = [row for row in rows if row.graded.kind != UNKNOWN]
    name = "validation" if options.validation else options.data.name
    result = {"model": model.version, "set": name} | summary(known, model)
    result["baselines"] = {
        title: baseline(known, np.array([row.signals[signal] for row in known]))
        for title, signal in BASELINES.items()
    }
    result["unknown"] = summary([row for row in rows if row.graded.kind == UNKNOWN], model)
    result["reasons"] = places(known)
    result["by"] = {
        by: summary([row for row in known if belongs(row)], model)
        for by, belongs in groups(known).items()
    }
    if options.json:
        stem = options.json.with_suffix("")
        options.json.parent.mkdir(parents=True, exist_ok=True)
        truth = np.array([row.graded.iou for row in known])
        reliability(truth, columns(known, model)[0], Path(f"{stem}-reliability.png"))
        mistakes([one[1:] for one in worst], Path(f"{stem}-mistakes.png"))
    return result


def columns(rows: list[Row], model: Model) -> tuple[Numbers, Numbers, Numbers]:
    """(score, boundary score, chance that it needs an edit) of the rows."""
    said = np.array([model(row.signals, row.features) for row in rows])
    return said[:, 0], said[:, 1], said[:, 2]


def baseline(rows: list[Row], signal: Numbers) -> dict[str, Any]:
    """All figures of one signal taken for everything."""
    return grades(rows, signal, signal, -signal)


def summary(rows: list[Row], model: Model) -> dict[str, Any]:
    """All figures of the rows' scores."""
    if not rows:
        return {"n": 0}
    score, boundary, edit = columns(rows, model)
    iou = np.array([row.graded.iou for row in rows])
    error = figures.calibration_error(iou, score)
    return grades(rows, score, boundary, edit) | {"ece": round(error, 4)}


def grades(rows: list[Row], score: Numbers, boundary: Numbers, edit: Numbers) -> dict[str, Any]:
    """How three predictions order the rows: by IoU, by Boundary IoU, and by needing an edit."""
    iou = np.array([row.graded.iou for row in rows])
    true_boundary = np.array([row.graded.boundary for row in rows])
    bad = figures.needs_edit(iou, true_boundary)
    found: dict[str, Any] = {
        "spearman_iou": figures.spearman(iou, score),
        "spearman_boundary_iou": figures.spearman(true_boundary, boundary),
        "auc_needs_edit": figures.auc(bad, edit),
        "ap_needs_edit": figures.average_precision(bad, edit),
        "precision_worst_10": figures.precision_of_worst(bad, -score),
        "needs_edit": float(bad.mean()),
    }
    rounded = {k: v if v is None else round(v, 4) for k, v in found.items()}
    return {"n": len(rows)} | rounded


def groups(rows: list[Row]) -> dict[str, Any]:
    """Tests by which the rows are looked at in part: kinds of things, grounds, kinds of faults."""
    out: dict[str, Any] = {}
    if any(row.white for row in rows):
        out |= {"studio": lambda row: row.white, "natural": lambda row: not row.white}
    for kind in sorted({row.source for row in rows if row.source}):
        out[kind] = lambda row, kind=kind: row.source == kind
    for kind in sorted({row.graded.kind for row in rows}):
        out[f"fault {kind}"] = lambda row, kind=kind: row.graded.kind == kind
    return out


def arguments(command: argparse.ArgumentParser) -> None:
    """The options of `quality`."""
    command.add_argument(
        "--data", type=Path, required=True, help="folder with images/ and masks/ paired by stem"
    )
    command.add_argument(
        "--validation",
        action="store_true",
        help="--data holds training shards: use their held-out 5 %%",
    )
    command.add_argument("--each", type=int, default=5, help="masks of one object")
    command.add_argument("--count", type=int, default=300, help="objects of the validation split")
    command.add_argument("--workers", type=int, default=2, help="objects worked on side by side")
