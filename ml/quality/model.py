"""The shipped combiner: from signals to a score, and proof of what it was fitted on."""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..types import Floats, ModelError
from . import layers, trees

FILE = Path(__file__).parent / "weights" / "quality.json"
_lock = threading.Lock()
_loaded: dict[Path, "Model"] = {}


class Guess(NamedTuple):
    """Of a mask, each 0 to 1: predicted IoU and Boundary IoU, and the chance that it needs an edit."""

    iou: float
    boundary: float
    edit: float


@dataclass(frozen=True)
class Model:
    """`names`: the signals in their order. `network` is the SHA-256 of the weights whose answers it was
    fitted on; `version` names this fit. `iou` and `boundary` predict the two kinds of IoU, `edit`
    whether either is too low to leave the mask as it is; what `layers` say is added to each of them.
    """

    version: str
    network: str
    names: tuple[str, ...]
    iou: trees.Trees
    boundary: trees.Trees
    edit: trees.Trees
    layers: layers.Layers

    def __call__(self, signals: dict[str, float], features: Floats) -> Guess:
        """What the signals of a mask and the features (992,) that were seen of it say about it."""
        row = np.array([[signals[name] for name in self.names]], np.float64)
        beside = self.layers(row, features[None].astype(np.float64))[0]
        parts = (self.iou, self.boundary, self.edit)
        return Guess(*(float(part(row, say)[0]) for part, say in zip(parts, beside, strict=True)))

    def as_json(self) -> dict[str, Any]:
        """What `read` reads."""
        return {
            "version": self.version,
            "network": self.network,
            "signals": list(self.names),
            "iou": self.iou.as_json(),
            "boundary": self.boundary.as_json(),
            "edit": self.edit.as_json(),
            "layers": self.layers.as_json(),
        }


def read(path: Path = FILE) -> Model:
    """The model in a file. Raises ModelError `model_missing`, `model_changed` when it is not one."""
    try:
        document = json.loads(path.read_text())
        return Model(
            version=str(document["version"]),
            network=str(document["network"]),
            names=tuple(document["signals"]),
            iou=trees.read(document["iou"]),
            boundary=trees.read(document["boundary"]),
            edit=trees.read(document["edit"]),
            layers=layers.read(document["layers"]),
        )
    except FileNotFoundError as error:
        raise ModelError("model_missing", f"{path} is missing") from error
    except (ValueError, KeyError) as error:
        raise ModelError("model_changed", f"{path} is no quality model: {error}") from error


def load(path: Path = FILE) -> Model:
    """As `read`, once per process."""
    with _lock:
        if path not in _loaded:
            _loaded[path] = read(path)
        return _loaded[path]
