"""What a step of training is made of besides the network: the clock, the rates, the gradients of all
processes, and the average of the weights.
"""

import math
import time

import torch
import torch.distributed as dist
from torch import Tensor

from ..nets.cdnet import CDNet
from .config import Config

LONGEST_STEP = 20.0  # seconds; the first one, which fills the batch, takes longest


class Clock:
    """Seconds of training spent of a budget, the same in all processes: process 0 tells.

    A step counts for LONGEST_STEP at most: while the machine sleeps or the run is stopped
    (SIGSTOP), nothing is learnt, and the learning rate must not fall as if it were. `processor`:
    the time that this process computed counts instead, so that other programs on the machine
    take nothing from the budget.
    """

    def __init__(self, minutes: float, spent: float, *, processor: bool = False) -> None:
        self.now = time.process_time if processor else time.monotonic
        self.budget, self.spent, self.seen = minutes * 60, spent, self.now()

    def seconds(self) -> float:
        """Seconds of training so far, earlier parts of the run included; asked after every step."""
        now = self.now()
        self.spent += min(now - self.seen, LONGEST_STEP)
        self.seen = now
        told = torch.tensor([self.spent], dtype=torch.float64)
        if dist.is_initialized():
            dist.broadcast(told, 0)
        return float(told)


def optimiser(net: CDNet, config: Config) -> torch.optim.Optimizer:
    """AdamW; the pretrained trunk learns more slowly, and norms and biases do not decay."""
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, p in net.named_parameters():
        if p.requires_grad:
            groups.setdefault((name.startswith("trunk."), p.ndim > 1), []).append(p)
    return torch.optim.AdamW(
        [
            {
                "params": ps,
                "lr": rate,
                "peak": rate,
                "weight_decay": config.decay if decays else 0.0,
            }
            for (trunk, decays), ps in groups.items()
            for rate in [config.trunk_rate if trunk else config.rate]
        ]
    )


def rate(share: float) -> float:
    """Learning rate as a part of its peak: 2 % of the time rising, then one cosine to a
    hundredth.
    """
    if share < 0.02:
        return 0.05 + 0.95 * share / 0.02
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, (share - 0.02) / 0.98)))


def average_gradients(parameters: list[Tensor]) -> None:
    """Replaces each gradient by its mean over the processes, in one message."""
    flat = torch.cat([p.grad.reshape(-1) for p in parameters if p.grad is not None])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    offset = 0
    for p in parameters:
        if p.grad is not None:
            p.grad.copy_(flat[offset : offset + p.numel()].view_as(p))
            offset += p.numel()


class Average:
    """The exponential moving average of a network's weights and statistics: what is shipped."""

    def __init__(self, net: CDNet, keep: float) -> None:
        self.keep = keep
        self.tensors = {k: v.detach().clone() for k, v in net.state_dict().items()}

    @torch.no_grad()
    def take(self, net: CDNet, step: int) -> None:
        """Moves towards `net`, faster during the first steps."""
        keep = min(self.keep, step / (step + 10))
        for name, value in net.state_dict().items():
            if value.is_floating_point():
                self.tensors[name].lerp_(value, 1 - keep)
            else:
                self.tensors[name].copy_(value)
