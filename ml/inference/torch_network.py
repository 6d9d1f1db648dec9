"""The network in PyTorch, for a worker with a GPU. Imported only where one is asked for."""

import threading
from dataclasses import dataclass

import numpy as np
import torch
from safetensors.torch import load

from ..nets.cdnet import CDNet
from ..nets.served import Served, settled
from ..training import config
from ..types import ModelError
from .network import Answer, Look, Stop, combined, inputs, interrupted

MOST_TOGETHER = 32  # looks in one pass


@dataclass(eq=False)
class _Waiting:
    look: Look
    flip: bool
    answer: Answer | None = None
    error: Exception | None = None


class TorchNetwork:
    """The weights of a model on `device`, half precision on a GPU. Safe to call from several
    threads: looks that wait while the device is busy go through it together in one pass.
    """

    def __init__(self, weights: bytes, settings: str, device: str) -> None:
        """`weights`: a model's safetensors; `settings`: the name of its config. Raises ModelError
        `no_device` when there is no such device.
        """
        if device.startswith("cuda") and not torch.cuda.is_available():
            raise ModelError("no_device", f"KOUTU_DEVICE is {device}, and there is no CUDA device")
        self._device = torch.device(device)
        self._type = torch.float16 if self._device.type == "cuda" else torch.float32
        net = CDNet(**config.load(settings).network)
        net.load_state_dict(load(weights), strict=False)  # widens what is stored as fp16
        self._net = Served(settled(net)).to(self._device, self._type)
        self._busy, self._line = threading.Lock(), threading.Lock()
        self._waiting: list[_Waiting] = []

    def __call__(self, look: Look, flip: bool, stop: Stop | None = None) -> Answer:
        """As the protocol has it; `stop` is asked when the look's turn has come, and not after."""
        mine = _Waiting(look, flip)
        with self._line:
            self._waiting.append(mine)
        with self._busy:
            if mine.answer is None and mine.error is None:
                if stop is not None and stop():
                    with self._line:
                        self._waiting.remove(mine)
                    raise interrupted()
                self._serve(self._taken(mine))
        if mine.error is not None:
            raise mine.error
        assert mine.answer is not None  # noqa: S101  # served, and without an error
        return mine.answer

    def _taken(self, mine: _Waiting) -> list[_Waiting]:
        """Those in the line that can share a pass with `mine`, itself included, out of the line."""
        with self._line:
            size = mine.look.image.shape
            alike = [w for w in self._waiting if w is not mine and w.look.image.shape == size]
            chosen = [mine, *alike[: MOST_TOGETHER - 1]]
            self._waiting = [w for w in self._waiting if w not in chosen]
        return chosen

    def _serve(self, chosen: list[_Waiting]) -> None:
        try:
            parts = self._run([inputs(w.look, w.flip) for w in chosen])
        except Exception as error:
            for one in chosen:
                one.error = error
            raise
        for one, part in zip(chosen, parts, strict=True):
            one.answer = combined(*part)

    def _run(
        self, asked: list[dict[str, np.ndarray]]
    ) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """One pass over all rows of all questions; the outputs of each."""
        rows = [len(one["image"]) for one in asked]
        tensors = []
        for name in ("image", "maps", "clicks"):
            tensor = torch.from_numpy(np.concatenate([one[name] for one in asked]))
            tensors.append(tensor.to(self._device, self._type if name != "image" else torch.uint8))
        with torch.inference_mode():
            outputs = [out.float().cpu() for out in self._net(*tensors)]
        split = [[part.numpy() for part in out.split(rows)] for out in outputs]
        return list(zip(*split, strict=True))
