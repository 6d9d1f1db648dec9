"""python -m ml.quality.train --data ../shared/data/train: fits the quality model to the network as it
is now, and writes it with its card into `ml/quality/weights/`.
"""

import argparse
import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from tqdm import tqdm

from ..inference import registry
from . import fit, fit_layers, objects
from .card import card
from .figures import needs_edit
from .judge import network
from .model import FILE, Model
from .table import Row, Table, drawn_kinds, keep, kept, rows_of, table


def gather(data: Path, count: int, each: int, seed: int, workers: int) -> list[Row]:
    """About `count` masks of training objects, `each` of one object."""
    predictor = network()
    # The network runs on one thread, so objects are worked on side by side.
    with ThreadPoolExecutor(workers) as pool:
        waiting = []
        rows: list[Row] = []
        with tqdm(total=count, unit="mask") as bar:
            for photo, thing in objects.sample(data, count // each, False, seed):
                kinds = drawn_kinds(thing.name, each)
                waiting.append(
                    pool.submit(
                        rows_of, thing, kinds, predictor, photo.source, photo.white, photo.weight
                    )
                )
                if len(waiting) > 4 * workers:
                    found = waiting.pop(0).result()
                    rows += found
                    bar.update(len(found))
            for future in waiting:
                rows += future.result()
    return rows


def fitted(data: Table, workers: int) -> tuple[Model, dict[str, dict[str, float | None]]]:
    """The model, and how its parts did on objects that they had not seen."""
    out = fit.held_out(data, workers)
    everything = np.arange(len(data.iou))
    trees = fit.forests(data, everything)
    beside = fit_layers.scaled(fit.layers(data, everything), out.ratio)
    bad = needs_edit(data.iou, data.boundary)
    targets = (data.iou, data.boundary, bad.astype(float))
    iou, boundary, edit = (
        fit.export(part, out.mixed[:, k], y)
        for k, (part, y) in enumerate(zip(trees, targets, strict=True))
    )
    model = Model("", fitted_to(), data.names, iou, boundary, edit, beside)
    digest = hashlib.sha256(json.dumps(model.as_json()).encode()).hexdigest()
    model = replace(model, version=f"quality-{digest[:12]}")
    return model, fit.comparison(data, out)


def fitted_to() -> str:
    """SHA-256 of the network that scoring asks."""
    return registry.entry(registry.default()).files["onnx"].sha256


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m ml.quality.train", description="Fits the quality model."
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the training shards")
    parser.add_argument("--masks", type=int, default=24000, help="about how many masks to fit to")
    parser.add_argument("--each", type=int, default=3, help="masks of one object")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument(
        "--table",
        type=Path,
        help="npz with the signals: read where it was made with this network, else made and written",
    )
    parser.add_argument("--out", type=Path, default=FILE, help="file to write")
    options = parser.parse_args()
    data = None if options.table is None else kept(options.table, fitted_to())
    if data is None:
        rows = gather(options.data, options.masks, options.each, options.seed, options.workers)
        data = table(rows)
        if options.table is not None:
            keep(data, options.table, fitted_to())
    print(
        f"{len(data.iou)} masks of {len(np.unique(data.groups))} objects, {len(data.names)} signals"
    )
    model, figures = fitted(data, options.workers)
    for name, values in figures.items():
        print(f"{name:32}" + "  ".join(f"{k} {v:.3f}" for k, v in values.items() if v is not None))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(model.as_json(), separators=(",", ":"))
    options.out.write_text(text + "\n")
    options.out.with_suffix(".md").write_text(card(model, data, figures, len(text), date.today()))
    print(f"{options.out}: {len(text):,} bytes, {model.version}")


if __name__ == "__main__":
    main()
