"""The shipped combiner: from signals to a score, and proof of what it was fitted on."""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..types import ModelError
from . import trees

FILE = Path(__file__).parent / "weights" / "quality.json"
_lock = threading.Lock()
_loaded: dict[Path, "Model"] = {}


@dataclass(frozen=True)
class Model:
    """`names`: the signals in their order. `network` is the SHA-256 of the weights whose answers it was
    fitted on; `version` names this fit. `iou` and `boundary` predict the two kinds of IoU.
    """

    version: str
    network: str
    names: tuple[str, ...]
    iou: trees.Trees
    boundary: trees.Trees

    def __call__(self, signals: dict[str, float]) -> tuple[float, float]:
        """(predicted IoU, predicted Boundary IoU), each 0 to 1."""
        row = np.array([[signals[name] for name in self.names]], np.float64)
        return float(self.iou(row)[0]), float(self.boundary(row)[0])

    def as_json(self) -> dict[str, Any]:
        """What `read` reads."""
        return {
            "version": self.version,
            "network": self.network,
            "signals": list(self.names),
            "iou": self.iou.as_json(),
            "boundary": self.boundary.as_json(),
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
