"""The network alone: forward passes, whole clicks without a server, sizes of the files."""

import json

import ml
from ml.evaluation import speed
from tests.bench.figures import ROOT, Figure


def measure() -> list[Figure]:
    """Milliseconds by input size, and megabytes of the default model."""
    predictor = ml.load()
    figures = [
        Figure(f"model.{row.name}", row.p50, "ms", row.p50, row.p95, row.n)
        for row in speed.table(predictor)
    ]
    manifest = json.loads((ROOT / "ml" / "weights" / "manifest.json").read_text())
    files = manifest["models"][predictor.name]
    for kind in ("onnx", "safetensors"):
        figures.append(Figure(f"model.{kind}.size", files[kind]["bytes"] / 1e6, "MB"))
    return figures
