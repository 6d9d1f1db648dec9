"""Models in memory, one per process and name."""

import os
import threading

from ..types import Mask, Picture
from . import registry
from .network import Answer, Look, Network, OnnxNetwork
from .session import Session
from .settings import Settings

_lock = threading.Lock()
_loaded: dict[str, "Predictor"] = {}


class Predictor:
    """A loaded network; `open` an image to click on it. May be shared by threads."""

    def __init__(self, name: str, network: Network, settings: Settings) -> None:
        self.name = name
        self.settings = settings
        self._network = network

    def open(self, image: Picture, mask: Mask | None = None) -> Session:
        """A session on `image` (H, W, 3) uint8 RGB, starting from `mask` (H, W) bool, which counts
        as worth protecting.

        Raises InputError `image_shape` or `mask_size`.
        """
        session = Session(image, self._network, self.settings)
        session.restore(mask, protected=mask is not None and bool(mask.any()))
        return session

    def answer(self, look: Look, flip: bool) -> Answer:
        """One forward pass, for measurements."""
        return self._network(look, flip)

    def using(self, settings: Settings) -> "Predictor":
        """The same network with other settings."""
        return Predictor(self.name, self._network, settings)


def load(name: str | None = None) -> Predictor:
    """The model called `name` (`registry.entry`), by default the one the manifest prefers; loaded
    once per process.

    Raises ModelError for an unknown name, a missing file or one whose SHA-256 is not the
    manifest's, and `no_device` where `KOUTU_DEVICE` names one that is not there.
    """
    with _lock:
        name = name or registry.default()
        if name not in _loaded:
            model = registry.entry(name)
            settings = Settings.at(model.size)
            _loaded[name] = Predictor(name, _network(model), settings)
        return _loaded[name]


def _network(model: registry.Entry) -> Network:
    """On the processor by ONNX Runtime; on the device that `KOUTU_DEVICE` names by PyTorch."""
    device = os.environ.get("KOUTU_DEVICE", "")
    if device in ("", "cpu"):
        return OnnxNetwork(registry.read(model))
    from .torch_network import TorchNetwork  # heavy, and not installed where no GPU is

    return TorchNetwork(registry.read(model, "safetensors"), model.config, device)
