"""One forward pass of the served network."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, Protocol

import numpy as np
import onnxruntime

from .. import maps
from ..types import Click, Floats, Interrupted, Picture, Stroke

Stop = Callable[[], bool]
"""Says whether an answer is no longer wanted; asked while it is made, from another thread."""

# Seconds. Who waits is known to a queue outside this process, so it has to be asked; seldom enough
# to cost nothing beside the layers of a network that takes some ten milliseconds.
ASKED_EVERY = 0.005


class Look(NamedTuple):
    """What the network is asked: a square crop and what is known about it, in the crop's own
    pixels.

    image: (S, S, 3) uint8; previous: (S, S) float32, 0 or 1; clicks and strokes: in crop pixels.
    """

    image: Picture
    previous: Floats
    clicks: Sequence[Click]
    strokes: Sequence[Stroke] = ()


class Answer(NamedTuple):
    """mask: (S, S) float32 logits; latent: (4, S/2, S/2) float32 logits; score: 0..1, the network's
    guess of its IoU.
    """

    mask: Floats
    latent: Floats
    score: float


class Network(Protocol):
    """Anything that answers a look."""

    def __call__(self, look: Look, flip: bool, stop: Stop | None = None) -> Answer:
        """Logits for `look`; with `flip` averaged with those of its mirror image. Raises
        Interrupted where `stop` says so before there is an answer.
        """
        ...


def inputs(look: Look, flip: bool) -> dict[str, np.ndarray]:
    """The tensors of the served graph: image (N, S, S, 3) uint8, maps (N, 3, S, S), clicks (N, 2,
    S/8, S/8) float32.
    """
    size = look.image.shape[0]
    drawn, spots = maps.planes(look.clicks, look.strokes, size, size)
    planes = np.concatenate([drawn, look.previous[None]])
    if not flip:
        return {"image": look.image[None], "maps": planes[None], "clicks": spots[None]}
    return {
        "image": np.stack([look.image, look.image[:, ::-1]]),
        "maps": np.stack([planes, planes[..., ::-1]]),
        "clicks": np.stack([spots, spots[..., ::-1]]),
    }


def combined(mask: np.ndarray, latent: np.ndarray, score: np.ndarray) -> Answer:
    """The answer from a batch of one, or of two whose second is the mirror image."""
    if len(mask) == 1:
        return Answer(mask[0, 0], latent[0], float(score[0, 0]))
    both = (mask[0, 0] + mask[1, 0, :, ::-1]) / 2
    hidden = (latent[0] + latent[1, :, :, ::-1]) / 2
    return Answer(both, hidden, float(score.mean()))


def threads() -> int:
    """Threads of one forward pass: `KOUTU_THREADS`, else the processors that this process may use,
    at most 4.
    """
    asked = os.environ.get("KOUTU_THREADS")
    if asked:
        return max(1, int(asked))
    return min(
        4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )


class OnnxNetwork:
    """The graph on ONNX Runtime's CPU provider. Safe to call from several threads."""

    def __init__(self, model: bytes, workers: int | None = None) -> None:
        """`workers`: threads of a forward pass, by default `threads()`."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = workers or threads()
        # Spinning threads would take the second core from the web server between two layers.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )
        # A network without the diffusion module (an ablation) does not ask for Gaussians.
        self._asked = {one.name for one in self._session.get_inputs()}

    def __call__(self, look: Look, flip: bool, stop: Stop | None = None) -> Answer:
        """As the protocol has it; `stop` is asked all the while, and ends it between two layers."""
        if stop is None:
            return combined(*self._run(inputs(look, flip)))
        options = onnxruntime.RunOptions()
        with _watched(options, stop):
            return combined(*self._run(inputs(look, flip), options))

    def _run(
        self, tensors: dict[str, np.ndarray], options: onnxruntime.RunOptions | None = None
    ) -> list[np.ndarray]:
        taken = {name: tensor for name, tensor in tensors.items() if name in self._asked}
        out: list[np.ndarray] = self._session.run(["mask", "latent", "score"], taken, options)
        return out


def interrupted() -> Interrupted:
    """What is raised for an answer that is given up."""
    return Interrupted("interrupted", "nobody waits for this answer any more")


@contextmanager
def _watched(options: onnxruntime.RunOptions, stop: Stop) -> Iterator[None]:
    """Ends the run that has these options once `stop` says so; then Interrupted is raised."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(ASKED_EVERY):
            if stop():
                options.terminate = True
                return

    watcher = threading.Thread(target=watch, name="watch", daemon=True)
    watcher.start()
    try:
        yield
    except Exception:
        if not options.terminate:
            raise
        raise interrupted() from None
    finally:
        over.set()
        watcher.join()
