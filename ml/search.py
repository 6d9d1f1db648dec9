"""`python -m ml.search --budget MINUTES --data DIR CONFIG [CONFIG ...]`: which settings learn most
in the same time.

Every config trains for the budget from the same weights, then clicks through the validation split of
the training data. On a CPU the budget is time of computing: other programs must not decide.
The table goes to `--out` as Markdown and JSON, best NoC90 first, and grows with every config.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file

from .evaluation import noc, sets
from .export import graph, halved, restored
from .inference.network import OnnxNetwork
from .inference.predictor import Predictor
from .inference.settings import Settings

COLUMNS = ("noc85", "noc90", "nof90")


@dataclass(frozen=True)
class Search:
    """`minutes` of training for each config; `objects` of the validation split to measure on; `extra`
    words for `ml.train`.
    """

    data: Path
    out: Path
    minutes: float
    objects: int
    extra: list[str]


def trained(name: str, search: Search) -> dict[str, Any]:
    """Trains the config called `name` and measures it: its line of the table."""
    folder = search.out / name
    command = [sys.executable, "-m", "ml.train", "--config", name, "--data", str(search.data)]
    command += ["--out", str(folder), "--minutes", str(search.minutes), *search.extra]
    subprocess.run(command, check=True)  # noqa: S603
    predictor = served(name, folder / "mean.safetensors")
    cases = list(sets.validation(search.data, search.objects))
    table, _ = noc.measure(cases, noc.cdnet(predictor, "auto"), noc.Protocol(), name)
    samples = json.loads((folder / "state.json").read_text())["samples"]
    return {"config": name, "samples": samples, **table}


def served(name: str, weights: Path) -> Predictor:
    """The network of config `name` with `weights` as it would be served, without writing it
    anywhere.
    """
    model = halved(graph(restored(name, load_file(weights)))).SerializeToString()
    return Predictor(name, OnnxNetwork(model), Settings())


def markdown(rows: list[dict[str, Any]], search: Search) -> str:
    """The table as text."""
    head = f"{search.minutes:g} minutes each, {search.objects} objects of the validation split\n\n"
    head += "| config | samples | NoC85 | NoC90 | never 0.90 | IoU after 1 / 3 / 5 |\n"
    lines = ["|---|---|---|---|---|---|"]
    for row in rows:
        ious = " / ".join(f"{100 * row['miou'][k]:.1f}" for k in ("1", "3", "5"))
        cells = [row["config"], f"{row['samples']:,}", *(str(row[c]) for c in COLUMNS), ious]
        lines.append(f"| {' | '.join(cells)} |")
    return head + "\n".join(lines) + "\n"


def written(rows: list[dict[str, Any]], search: Search) -> str:
    """The table of what is measured so far, best first, in `search.out` and as text: hours may pass
    until the last line.
    """
    best = sorted(rows, key=lambda row: row["noc90"])
    text = markdown(best, search)
    search.out.mkdir(parents=True, exist_ok=True)
    (search.out / "table.md").write_text(text)
    (search.out / "table.json").write_text(json.dumps(best, indent=2) + "\n")
    return text


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ml.search", description=__doc__)
    parser.add_argument("configs", nargs="+", help="names of settings in ml/configs")
    parser.add_argument("--budget", type=float, required=True, help="minutes of training for each")
    parser.add_argument("--data", type=Path, required=True, help="folder with the shards")
    parser.add_argument("--out", type=Path, default=Path("runs/search"))
    parser.add_argument("--objects", type=int, default=150, help="validation objects")
    parser.add_argument("--start", type=Path, help="safetensors that all start from")
    parser.add_argument("--trunk", type=Path, help="npz of a pretrained trunk for all")
    options = parser.parse_args()
    extra = [
        part
        for name in ("start", "trunk")
        if (path := getattr(options, name))
        for part in (f"--{name}", str(path))
    ]
    if not torch.cuda.is_available():
        extra.append("--processor")
    search = Search(options.data, options.out, options.budget, options.objects, extra)
    rows: list[dict[str, Any]] = []
    for name in options.configs:
        rows.append(trained(name, search))
        text = written(rows, search)
    print(text)


if __name__ == "__main__":
    main()
