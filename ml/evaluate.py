"""How good and how fast the answers are.

python -m ml.evaluate noc --data DIR --json OUT    clicks to an IoU, by the protocol of the field
python -m ml.evaluate stray --data SHARDS          what a wrong stroke leaves behind
python -m ml.evaluate quality --data DIR           scores of masks, held against their truth
python -m ml.evaluate speed                        milliseconds, by part
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import load
from .evaluation import noc, quality, sets, sheets, speed, stray
from .evaluation.metrics import iou
from .evaluation.people import Clicker
from .evaluation.sets import Case
from .inference import registry
from .inference.predictor import Predictor
from .inference.session import Mode

DIFFUSION = 10  # iterations of the Pixel Diffusion Module, as published


def chosen(options: argparse.Namespace) -> Predictor:
    """The model that `options` name, with parts of its inference switched off or on."""
    predictor = load(options.model)
    changes: dict[str, Any] = {}
    for name in ("refine", "again"):
        if name in options.ablate:
            changes["focus" if name == "refine" else name] = False
    if "flip" in options.with_:
        changes["flip"] = True
    if "pdm" in options.with_:
        changes["diffusion"] = DIFFUSION
    if options.size:
        changes["size"] = options.size
    if options.close:
        changes["close"] = options.close
    return predictor.using(replace(predictor.settings, **changes))


def count(options: argparse.Namespace) -> dict[str, Any]:
    """What `noc` prints and writes."""
    data: Path = options.data
    cases = list(sets.validation(data, options.count) if options.validation else sets.folder(data))
    predictor = chosen(options)
    mode: Mode = "whole" if "merge" in options.ablate else options.mode
    protocol = noc.Protocol(
        options.input, options.seeds if options.clicks == "jittered" else 0, options.goal,
        options.from_prelabel,
    )  # fmt: skip
    start = noc.cdnet(predictor, mode)
    measured, runs = noc.measure(cases, start, protocol, predictor.name)
    result: dict[str, Any] = {
        "model": predictor.name,
        "set": "validation" if options.validation else data.name,
        "input": options.input,
        **measured,
    }
    if options.from_prelabel:
        result["start"] = "simulated defects"
    if options.readings:
        result["readings"] = readings(cases, predictor)
    named = {predictor.name: runs}
    if options.baseline:
        steady = noc.Protocol()
        beside, named["grabcut"] = noc.measure(cases, noc.grabcut, steady, "grabcut")
        result["baselines"] = {"grabcut": beside}
    if options.worst:
        sheets.worst(runs, options.worst)
    if options.curves:
        sheets.curves(named, options.curves)
    return result


def strays(options: argparse.Namespace) -> dict[str, Any]:
    """What `stray` prints and writes."""
    predictor = load(options.model)
    cases = list(sets.validation(options.data, options.count))
    return {"model": predictor.name, **stray.table(cases, noc.cdnet(predictor, "auto"))}


def readings(cases: list[Case], predictor: Predictor) -> dict[str, float]:
    """IoU after one click: of the main head, and of the best among it and the readings offered."""
    main, best, offered = [], [], 0
    for case in cases:
        click = Clicker(case).next(case.truth & False)
        if click is None:
            continue
        session = predictor.open(case.image)
        session.click(click.x, click.y, click.positive)
        values = [iou(session.mask, case.truth, case.ignore)]
        for other in session.readings():
            mask = case.truth & False
            x, y, w, h = other.bbox
            mask[y : y + h, x : x + w] = other.mask
            values.append(iou(mask, case.truth, case.ignore))
        main.append(values[0])
        best.append(max(values))
        offered += len(values) - 1
    total = max(1, len(main))
    return {
        "main": round(sum(main) / total, 4),
        "best": round(sum(best) / total, 4),
        "offered": round(offered / total, 2),
    }


def speeds(options: argparse.Namespace) -> list[dict[str, Any]]:
    """What `speed` writes, and as a table prints."""
    return speed.tiers([options.model] if options.model else registry.names())


def add_noc(command: argparse.ArgumentParser) -> None:
    """The options of `noc`."""
    add = command.add_argument
    add("--data", type=Path, required=True, help="folder with images/ and masks/ paired by stem")
    add("--validation", action="store_true", help="--data holds training shards: use their 5 %%")
    add("--count", type=int, default=150, help="objects of the validation split (default: 150)")
    add("--input", default="click", choices=("click", "scribble", "box"))
    add("--clicks", default="centre", choices=("centre", "jittered"), help="a steady hand or not")
    add("--seeds", type=int, default=3, help="runs with jittered clicks (default: 3)")
    add("--goal", type=float, default=0.9, help="IoU to reach; 0.95 adds NoC95 (default: 0.9)")
    add("--from-prelabel", action="store_true", help="start from simulated defects, IoU 0.75-0.85")
    add("--mode", default="auto", choices=("auto", "whole", "progressive"))
    add("--size", type=int, help="side of the network's input")
    add("--close", type=int, help="side of the network's input in a close look")
    add("--ablate", nargs="*", default=[], choices=("refine", "again", "merge"), help="switch off")
    add("--with", nargs="*", default=[], choices=("flip", "pdm"), dest="with_", help="switch on")
    add("--baseline", choices=("grabcut",), help="also click through the same objects with it")
    add("--readings", action="store_true", help="also the best reading of a first click")
    add(
        "--worst",
        type=Path,
        help="PNG to write with the 20 worst objects and all that never reach 0.90",
    )
    add("--curves", type=Path, help="PNG to write with mean IoU by clicks")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ml.evaluate", description="Measures.")
    commands = parser.add_subparsers(required=True)

    def command(name: str, run: Callable[..., Any], about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about)
        made.add_argument("--json", type=Path, help="file to write the result to")
        made.add_argument("--model", help="name of a model (default: the product's)")
        made.set_defaults(command=run)
        return made

    add_noc(command("noc", count, "gestures to an IoU of 0.85 and 0.90, at most 20"))
    strokes = command("stray", strays, "what a wrong stroke leaves behind after right ones")
    strokes.add_argument("--data", type=Path, required=True, help="folder with the shards")
    strokes.add_argument("--count", type=int, default=150, help="objects of the validation split")
    quality.arguments(command("quality", quality.quality, "scores of masks against the truth"))
    about = "milliseconds of forward passes and clicks, by model and threads"
    command("speed", speeds, about).set_defaults(shown=speed.markdown)
    options = parser.parse_args()
    result = options.command(options)
    text = json.dumps(result, indent=2)
    print(options.shown(result) if "shown" in options else text)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(text + "\n")


if __name__ == "__main__":
    main()
