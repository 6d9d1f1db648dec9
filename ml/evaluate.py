"""How good and how fast the answers are.

python -m ml.evaluate noc --data DIR --json OUT    clicks to an IoU, by the protocol of the field
python -m ml.evaluate speed                        milliseconds, by part
"""

import argparse
import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from . import load
from .evaluation import sets
from .evaluation.grabcut import GrabCut
from .evaluation.protocol import Answerer, click_through, summary
from .evaluation.sets import Case
from .evaluation.speed import table
from .inference.predictor import Predictor
from .simulation.defects import defective
from .types import Click, Mask

PRELABEL_IOU = (0.75, 0.85)


def starting_mask(case: Case) -> Mask:
    """A mask as an automatic model might have made it: IoU 0.75 to 0.85, the same for every model
    and run.
    """
    rng = np.random.default_rng(zlib.crc32(case.name.encode()))
    return defective(case.image, case.truth, rng.uniform(*PRELABEL_IOU), rng)


def cdnet(predictor: Predictor, mode: Any) -> Callable[[Case, Mask], Answerer]:
    """Answers by a session of `predictor`."""

    def start(case: Case, mask: Mask) -> Answerer:
        session = predictor.open(case.image, mask)

        def answer(click: Click) -> Mask:
            session.click(click.x, click.y, click.positive, mode=mode)
            return session.mask

        return answer

    return start


def grabcut(case: Case, mask: Mask) -> Answerer:
    """Answers by OpenCV's grabCut at 256 px, 5 iterations a click; it cannot start from a mask."""
    return GrabCut(case.image).click


def run(
    cases: list[Case], start: Callable[[Case, Mask], Answerer], from_prelabel: bool, label: str
) -> dict[str, Any]:
    """The summary of clicking through all `cases`."""

    def runs() -> Iterable[Any]:
        for case in tqdm(cases, desc=label, unit="object"):
            mask = starting_mask(case) if from_prelabel else np.zeros_like(case.truth)
            yield click_through(case, start(case, mask.copy()), mask)

    return summary(runs())


def noc(options: argparse.Namespace) -> dict[str, Any]:
    """What `noc` prints and writes."""
    data: Path = options.data
    cases = list(sets.validation(data) if options.validation else sets.folder(data))
    predictor = load(options.model)
    settings = predictor.settings
    changes: dict[str, Any] = {name: False for name in ("focus", "again") if name in options.ablate}
    changes |= {"flip": True} if options.flip else {}
    if options.size:
        changes["size"] = options.size
    predictor = predictor.using(replace(settings, **changes))
    mode = "whole" if "merge" in options.ablate else options.mode
    result: dict[str, Any] = {
        "model": predictor.name,
        "set": "validation" if options.validation else data.name,
    }
    result |= run(cases, cdnet(predictor, mode), options.from_prelabel, predictor.name)
    if options.from_prelabel:
        result["start"] = "simulated defects"
    if options.baseline:
        result["baselines"] = {"grabcut": run(cases, grabcut, False, "grabcut")}
    return result


def speed(options: argparse.Namespace) -> list[dict[str, Any]]:
    """What `speed` prints and writes."""
    return [asdict(row) for row in table(load(options.model))]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ml.evaluate", description="Measures.")
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("noc", help="clicks to an IoU of 0.85 and 0.90, at most 20")
    command.add_argument(
        "--data", type=Path, required=True, help="folder with images/ and masks/ paired by stem"
    )
    command.add_argument(
        "--validation",
        action="store_true",
        help="--data holds training shards: use their held-out 5 %%",
    )
    command.add_argument("--json", type=Path, help="file to write the result to")
    command.add_argument("--model", help="name of a model (default: the one the product uses)")
    command.add_argument("--flip", action="store_true", help="average with the mirror image")
    command.add_argument("--size", type=int, help="side of the network's input")
    command.add_argument("--mode", default="auto", choices=("auto", "whole", "progressive"))
    command.add_argument(
        "--from-prelabel",
        action="store_true",
        help="start from simulated defects of IoU 0.75 to 0.85",
    )
    command.add_argument(
        "--baseline", choices=("grabcut",), help="also click through the same objects with it"
    )
    command.add_argument(
        "--ablate",
        nargs="*",
        default=[],
        choices=("focus", "again", "merge"),
        help="switch off",
    )
    command.set_defaults(command=noc)
    command = commands.add_parser("speed", help="milliseconds of a forward pass and of a click")
    command.add_argument("--json", type=Path, help="file to write the result to")
    command.add_argument("--model", help="name of a model (default: the one the product uses)")
    command.set_defaults(command=speed)
    options = parser.parse_args()
    result = options.command(options)
    text = json.dumps(result, indent=2)
    print(text)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(text + "\n")


if __name__ == "__main__":
    main()
