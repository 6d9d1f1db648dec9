"""The network as scoring looks through it: its answers, and what it saw on the way to them."""

from collections.abc import Sequence
from typing import NamedTuple

from ..inference.network import Answer, Look, OnnxNetwork, combined, inputs
from ..inference.predictor import Predictor
from ..inference.settings import Settings
from ..types import Floats, ModelError

# Tensors of the served graph: features behind the diffusion (stride 8), the trunk's last (stride 16).
FEATURES = ("/net/diffusion/Add_4_output_0", "/net/blocks.15/Add_output_0")
# Numbers of protobuf fields: a model's graph, a graph's outputs, an output's name.
GRAPH, OUTPUT, NAME = 7, 12, 1


class Seen(NamedTuple):
    """Features of one look of side S: `object` (128, S/8, S/8), which know of the clicks and of the mask
    that was told, and `scene` (160, S/16, S/16), which know what things there are.
    """

    object: Floats
    scene: Floats


def with_outputs(model: bytes, names: Sequence[str]) -> bytes:
    """The ONNX `model` with more of its tensors as outputs.

    A message of protobuf that is appended to another one is merged into it, so that nothing needs to be
    parsed.
    """
    return model + b"".join(
        _field(GRAPH, _field(OUTPUT, _field(NAME, name.encode()))) for name in names
    )


def _field(number: int, payload: bytes) -> bytes:
    """A field of protobuf: its number, how long it is, and its bytes."""
    length, left = b"", len(payload)
    while left > 127:
        length, left = length + bytes([left & 127 | 128]), left >> 7
    return bytes([number << 3 | 2]) + length + bytes([left]) + payload


class Watched(OnnxNetwork):
    """A served graph that also shows its features."""

    def __init__(self, model: bytes, workers: int | None = None) -> None:
        """Raises ModelError `model_changed` where the graph has none of that name."""
        try:
            super().__init__(with_outputs(model, FEATURES), workers)
        except Exception as error:
            raise ModelError("model_changed", f"no features to score by: {error}") from error

    def watched(self, look: Look) -> tuple[Answer, Seen]:
        """The answer to `look`, and what was seen of it."""
        tensors = {name: t for name, t in inputs(look, False).items() if name in self._asked}
        names = ["mask", "latent", "score", *FEATURES]
        mask, latent, score, known, scene = self._session.run(names, tensors)
        return combined(mask, latent, score), Seen(known[0], scene[0])


class Eye(Predictor):
    """A predictor that also tells what its network saw. May be shared by threads."""

    def __init__(self, name: str, network: Watched, settings: Settings) -> None:
        super().__init__(name, network, settings)
        self._watched = network

    def watched(self, look: Look) -> tuple[Answer, Seen]:
        """As `Watched.watched`."""
        return self._watched.watched(look)
