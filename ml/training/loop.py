"""The training loop: one GPU, or two CPU processes of one thread each that average their gradients
every step.

Two processes rather than two threads: a second busy program makes two threads wait for each other
at every layer, two processes only once a step.
"""

import json
import math
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
import torch.distributed as dist
from safetensors.torch import load_file, save_file
from torch import Tensor

from ..nets.cdnet import CDNet
from ..nets.trunk import freeze, load_folded
from . import exports, losses, shards, steps
from .config import Config, load
from .log import Log
from .precision import mixed
from .pretrained import folded
from .samples import Sampler
from .slots import Slots

CHECKPOINT_SECONDS = 600
LARGEST_NORM = 5.0


@dataclass(frozen=True)
class Run:
    """Where a run reads and writes: `data` holds the shards or an export, `out` the checkpoints, `start` the
    first weights, `teacher` the weights of the network called `teacher_config`, from which this one
    learns too. `processor`: the minutes are of computing, not of the clock on the wall.
    """

    config: Config
    data: Path
    out: Path
    trunk: Path | None
    start: Path | None
    processes: int
    teacher: Path | None = None
    teacher_config: str = "base"
    processor: bool = False


def build(run: Run, sampler: Sampler) -> CDNet:
    """The network with the weights that a run starts from."""
    net = CDNet(**run.config.network)
    if run.start is not None:
        take(net, run.start)
    elif run.trunk is not None:
        views = np.stack([sampler.draw(192).view.image for _ in range(128)])
        images = torch.from_numpy(views).permute(0, 3, 1, 2).float() / 127.5 - 1
        net.eval()
        load_folded(net.trunk, folded(run.trunk), images)
    return net


def take(net: CDNet, weights: Path) -> list[str]:
    """Fills `net` from a safetensors file, of a larger network too: what has the same name and shape
    is taken. Returns the names of what stays as it was; ValueError when that is more than half.
    """
    own = net.state_dict()
    held = {
        name: value.to(own[name].dtype)
        for name, value in load_file(weights).items()
        if name in own and value.shape == own[name].shape
    }
    left = [n for n in own if n not in held and not n.endswith("num_batches_tracked")]
    if 2 * len(left) > len(own):
        raise ValueError(f"{weights} is of another network: {len(left)} of {len(own)} do not fit")
    net.load_state_dict(held, strict=False)
    return left


class Trainer:
    """One process of a run: network, samples and optimiser, from the start or the checkpoint."""

    def __init__(self, rank: int, run: Run) -> None:
        self.rank, self.run, self.config = rank, run, run.config
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.shared = run.processes > 1
        self.sampler = self._sampler()
        self.net = build(run, self.sampler).to(self.device)
        self.net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.teacher = self._teacher()
        self.state: dict[str, Any] = {"step": 0, "samples": 0, "crops": 0, "seconds": 0.0}
        held = self._checkpoint()
        if held is not None:
            self.net.load_state_dict(held["net"])
            self.state = held["state"]
        if self.shared:
            for tensor in self.net.state_dict().values():
                dist.broadcast(tensor, 0)
        self.net.train()
        freeze(self.net.trunk.early())
        self.optim = steps.optimiser(self.net, self.config)
        self.mean = steps.Average(self.net, self.config.average)
        if held is not None:
            self.optim.load_state_dict(held["optim"])
            self.mean.tensors = held["mean"]
        self.parameters: list[Tensor] = [p for g in self.optim.param_groups for p in g["params"]]
        self.clock = steps.Clock(
            self.config.minutes, self.state["seconds"], processor=run.processor
        )
        self.log = Log(run.out, self.state["samples"]) if rank == 0 else None
        self.slots: Slots | None = None

    def _sampler(self) -> Sampler:
        """Each process has its own photos; any shard is a fair part of the whole."""
        data = self.run.data
        scenes = data / "backgrounds.tar"
        seed = [self.config.seed, self.rank, time.time_ns() % 2**32]  # not the same after a resume
        return Sampler(
            list(self._photos(data)),
            shards.backgrounds(scenes) if scenes.exists() else [],
            np.random.default_rng(seed),
        )

    def _photos(self, data: Path) -> Iterator[shards.Photo]:
        """This process's share: whole shards, or every other photo where there are too few."""
        rank, processes = self.rank, self.run.processes
        files = sorted(data.glob("train-*.tar"))
        if len(files) >= processes:
            yield from chain.from_iterable(shards.photos(file) for file in files[rank::processes])
            return
        every = (
            exports.photos(data)
            if exports.is_export(data)
            else chain.from_iterable(shards.photos(file) for file in files)
        )
        yield from islice(every, rank, None, processes)

    def _teacher(self) -> CDNet | None:
        if self.run.teacher is None:
            return None
        net = CDNet(**load(self.run.teacher_config).network)
        if take(net, self.run.teacher):
            raise ValueError(f"{self.run.teacher} is not of the config {self.run.teacher_config}")
        net.to(self.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        net.eval().requires_grad_(False)
        return net

    def _checkpoint(self) -> dict[str, Any] | None:
        path = self.run.out / "checkpoint.pt"
        if not path.exists():
            return None
        held: dict[str, Any] = torch.load(path, map_location=self.device, weights_only=True)
        return held

    def train(self) -> None:
        """Steps until the time is spent, with a checkpoint every ten minutes and at the end."""
        saved = seconds = self.clock.seconds()
        while seconds < self.clock.budget:
            self.step(seconds / self.clock.budget)
            self.state["seconds"] = seconds
            if seconds - saved > CHECKPOINT_SECONDS:
                self.save()
                saved = seconds
            seconds = self.clock.seconds()
        self.save()
        if self.log is not None:
            self.log.close()

    def step(self, share: float) -> None:
        """One batch, when `share` (0..1) of the time is spent."""
        slots = self._slots(self.config.size(share))
        for group in self.optim.param_groups:
            group["lr"] = group["peak"] * steps.rate(share)
        asked = slots.question()
        taught = None
        with mixed(self.device):
            if self.teacher is not None:
                with torch.no_grad():
                    taught = self.teacher.answer(slots.shallow[1], asked.maps, asked.clicks).mask
            out = self.net.answer(slots.shallow[0], asked.maps, asked.clicks)
        loss, parts = losses.total(out, asked, taught, self.config.diverse)
        self.optim.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.state["crops"] += slots.answered(out.mask) * self.run.processes
        if self.shared:
            steps.average_gradients(self.parameters)
        norm = float(torch.nn.utils.clip_grad_norm_(self.parameters, LARGEST_NORM))
        if not math.isfinite(norm):
            raise FloatingPointError(f"gradient is {norm} at step {self.state['step']}")
        self.optim.step()
        self.state["step"] += 1
        self.state["samples"] += self.config.batch
        if self.log is not None:
            self.mean.take(self.net, self.state["step"])
            self.log.take(parts, norm, slots.size, share, self.state, self.config.batch)

    def _slots(self, size: int) -> Slots:
        """The batch; a new one when the size of the pictures has changed."""
        if self.slots is None or self.slots.size != size:
            count = self.config.batch // self.run.processes
            nets = [self.net] if self.teacher is None else [self.net, self.teacher]
            self.slots = Slots(self.sampler, count, size, nets, self.device)
        return self.slots

    def save(self) -> None:
        """Process 0 writes a checkpoint, which replaces the last one only when it is complete."""
        if self.rank > 0:
            return
        out, mean = self.run.out, self.mean.tensors
        whole = {"net": self.net.state_dict(), "mean": mean, "optim": self.optim.state_dict()}
        torch.save(whole | {"state": self.state}, out / "checkpoint.tmp")
        (out / "checkpoint.tmp").replace(out / "checkpoint.pt")
        save_file({k: v.contiguous() for k, v in mean.items()}, out / "mean.tmp")
        (out / "mean.tmp").replace(out / "mean.safetensors")
        (out / "state.json").write_text(json.dumps(self.state))


def train(rank: int, run: Run) -> None:
    """One process of a run; goes on from the run's last checkpoint."""
    cv2.setNumThreads(1)
    if not torch.cuda.is_available():
        torch.set_num_threads(1 if run.processes > 1 else (os.cpu_count() or 1))
    torch.manual_seed(run.config.seed)
    if run.processes > 1:
        meeting = f"file://{run.out.resolve()}/rendezvous"
        dist.init_process_group("gloo", meeting, rank=rank, world_size=run.processes)
    try:
        Trainer(rank, run).train()
    finally:
        if dist.is_initialized():
            dist.destroy_process_group()
