"""The batch: a fixed number of slots, each holding a sample until it is used up."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from ..nets.cdnet import CDNet
from ..nets.trunk import Shallow
from ..types import Floats
from .precision import mixed, working
from .samples import READINGS, Sample, Sampler


class Question(NamedTuple):
    """A batch: `maps` (N, 3, S, S), `clicks` (N, 2, S/8, S/8), `target` and `valid` (N, 1, S, S),
    `readings` (N, READINGS, S/2, S/2), what else a first click may mean, all 0 where there is
    nothing else. Float32, 0..1.
    """

    maps: Tensor
    clicks: Tensor
    target: Tensor
    valid: Tensor
    readings: Tensor


class Slots:
    """`count` samples of side `size`; what the image alone determines is computed once per sample,
    for each of the networks `nets`, and kept.
    """

    def __init__(
        self,
        sampler: Sampler,
        count: int,
        size: int,
        nets: Sequence[CDNet],
        device: torch.device,
    ) -> None:
        self.sampler, self.size, self.nets, self.device = sampler, size, nets, device
        self.samples: list[Sample] = [sampler.draw(size) for _ in range(count)]
        self.shallow = [self._features(range(count), net) for net in nets]

    def _features(self, which: "range | list[int]", net: CDNet) -> Shallow:
        images = np.stack([self.samples[k].view.image for k in which])
        x = torch.from_numpy(images).to(self.device).permute(0, 3, 1, 2).float() / 127.5 - 1
        with torch.no_grad(), mixed(self.device):
            out = net.trunk.shallow(x.contiguous(memory_format=torch.channels_last))
        return Shallow(
            *(t.to(working(self.device)).contiguous(memory_format=torch.channels_last) for t in out)
        )

    def question(self) -> Question:
        """What the current samples ask."""

        def batch(arrays: list[np.ndarray]) -> Tensor:
            return torch.from_numpy(np.stack(arrays)).to(self.device)

        drawn, spots = zip(*(s.maps() for s in self.samples), strict=True)
        maps = batch(list(drawn)).contiguous(memory_format=torch.channels_last)
        clicks = batch(list(spots))
        target = batch([s.view.target[None].astype(np.float32) for s in self.samples])
        valid = batch([(~s.view.ignore)[None].astype(np.float32) for s in self.samples])
        readings = batch([self._readings(s) for s in self.samples])
        return Question(maps, clicks, target, valid, readings)

    def _readings(self, sample: Sample) -> Floats:
        half = self.size // 2
        out = np.zeros((READINGS, half, half), np.float32)
        for layer, mask in zip(out, sample.readings, strict=False):
            layer[:] = mask[::2, ::2]
        return out

    def answered(self, logits: Tensor) -> int:
        """Hands the answers (N, 1, S, S) to the samples; those used up make room for new ones."""
        answers = torch.sigmoid(logits.detach().float())[:, 0].cpu().numpy()
        rng = self.sampler.rng
        done = [k for k, s in enumerate(self.samples) if not s.advance(answers[k], rng)]
        if not done:
            return 0
        for k in done:
            self.samples[k] = self.sampler.draw(self.size)
        for kept, net in zip(self.shallow, self.nets, strict=True):
            fresh = self._features(done, net)
            kept.s2[done], kept.s4[done] = fresh
        return len(done)
