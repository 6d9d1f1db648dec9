"""Model files by name: what is in `ml/weights/`, and proof that a file is the one that was
meant.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..types import ModelError

FOLDER = Path(__file__).parent.parent / "weights"
MANIFEST = FOLDER / "manifest.json"
SIZES = tuple(range(128, 513, 32))


@dataclass(frozen=True)
class File:
    """A file in `ml/weights/` and the SHA-256 that it has to have."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Entry:
    """One model: its files by kind (`onnx`, `safetensors`), the name of the config that it was
    trained with, and the input side that it is served at.
    """

    name: str
    files: dict[str, File]
    config: str
    size: int


def default() -> str:
    """The name of the model that is used when none is asked for."""
    return str(_manifest()["default"])


def names() -> list[str]:
    """The models there are, as the manifest has them: the best first."""
    return list(_manifest()["models"])


def entry(name: str) -> Entry:
    """The model called `name`; `NAME@SIZE` is one that is served at another input side.

    Raises ModelError `model_unknown`.
    """
    models = _manifest()["models"]
    plain, at, side = name.partition("@")
    sizes = [str(size) for size in SIZES]
    if plain not in models or (at and side not in sizes):
        raise ModelError(
            "model_unknown",
            f"there is no model called {name!r}; there are: {', '.join(models)}, "
            f"each also with @ and one of {', '.join(sizes)}",
        )
    row = models[plain]
    files = {kind: File(row[kind]["file"], row[kind]["sha256"]) for kind in ("onnx", "safetensors")}
    return Entry(name, files, row["config"], int(side or row["size"]))


def read(model: Entry, kind: str = "onnx") -> bytes:
    """The file of `model` of this kind; raises ModelError `model_missing` or `model_changed` when it is not
    what the manifest says.
    """
    file = model.files[kind]
    path = FOLDER / file.name
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ModelError("model_missing", f"{path} is missing") from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise ModelError(
            "model_changed", f"{path} is not the file that the manifest names (SHA-256 differs)"
        )
    return data


def _manifest() -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(MANIFEST.read_text())
    except FileNotFoundError as error:
        raise ModelError("model_missing", f"{MANIFEST} is missing") from error
    return manifest
