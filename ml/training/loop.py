"""The training loop: one GPU, or two CPU processes of one thread each that average their gradients
every step.

Two processes rather than two threads: a second busy program makes two threads wait for each other
at every layer, two processes only once a step.
"""

import json
import math
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
import torch.distributed as dist
from safetensors.torch import load_file, save_file
from torch import Tensor
from tqdm import tqdm

from ..nets.cdnet import CDNet
from ..nets.trunk import freeze, load_folded
from . import losses, shards
from .config import Config
from .pretrained import folded
from .samples import Sampler
from .slots import Slots


@dataclass(frozen=True)
class Run:
    """Where a run reads and writes: `data` holds the shards, `out` the checkpoints, `start` the
    first weights.
    """

    config: Config
    data: Path
    out: Path
    trunk: Path | None
    start: Path | None
    processes: int


class Clock:
    """Share of the run's time spent, the same in all processes: process 0 tells."""

    def __init__(self, minutes: float, spent: float) -> None:
        self.budget, self.before, self.start = minutes * 60, spent, time.monotonic()

    def seconds(self) -> float:
        """Seconds of training so far, earlier parts of the run included; process 0's, whoever
        asks.
        """
        now = torch.tensor([self.before + time.monotonic() - self.start], dtype=torch.float64)
        if dist.is_initialized():
            dist.broadcast(now, 0)
        return float(now)


def build(run: Run, sampler: Sampler) -> CDNet:
    """The network with the weights that a run starts from."""
    net = CDNet(**run.config.network)
    if run.start is not None:
        net.load_state_dict(
            {k: v.float() if v.is_floating_point() else v for k, v in load_file(run.start).items()}
        )
    elif run.trunk is not None:
        views = np.stack([sampler.draw(192).view.image for _ in range(128)])
        images = torch.from_numpy(views).permute(0, 3, 1, 2).float() / 127.5 - 1
        net.eval()
        load_folded(net.trunk, folded(run.trunk), images)
    return net


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


def save(out: Path, net: CDNet, mean: dict[str, Tensor], optim: Any, state: dict[str, Any]) -> None:
    """Writes a checkpoint that replaces the last one only when it is complete."""
    temporary = out / "checkpoint.tmp"
    torch.save(
        {"net": net.state_dict(), "mean": mean, "optim": optim.state_dict(), "state": state},
        temporary,
    )
    temporary.replace(out / "checkpoint.pt")
    save_file({k: v.contiguous() for k, v in mean.items()}, out / "mean.tmp")
    (out / "mean.tmp").replace(out / "mean.safetensors")
    (out / "state.json").write_text(json.dumps(state))


def train(rank: int, run: Run) -> None:
    """One process of a run; writes `checkpoint.pt` every ten minutes and goes on from it when
    started again.
    """
    config = run.config
    cpu = not torch.cuda.is_available()
    device = torch.device("cpu" if cpu else "cuda")
    cv2.setNumThreads(1)
    if cpu:
        torch.set_num_threads(1 if run.processes > 1 else (os.cpu_count() or 1))
    if run.processes > 1:
        dist.init_process_group(
            "gloo",
            init_method=f"file://{run.out.resolve()}/rendezvous",
            rank=rank,
            world_size=run.processes,
        )
    rng = np.random.default_rng([config.seed, rank, time.time_ns() % 2**32])
    torch.manual_seed(config.seed)
    files = sorted(run.data.glob("train-*.tar"))[rank :: run.processes]
    sampler = Sampler(
        [photo for file in files for photo in shards.photos(file)],
        shards.backgrounds(run.data / "backgrounds.tar")
        if (run.data / "backgrounds.tar").exists()
        else [],
        rng,
    )
    net = build(run, sampler).to(device)
    net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    state = {"step": 0, "samples": 0, "crops": 0, "seconds": 0.0}
    checkpoint = run.out / "checkpoint.pt"
    held = (
        torch.load(checkpoint, map_location=device, weights_only=True)
        if checkpoint.exists()
        else None
    )
    if held is not None:
        net.load_state_dict(held["net"])
        state = held["state"]
    if run.processes > 1:
        for tensor in net.state_dict().values():
            dist.broadcast(tensor, 0)
    net.train()
    freeze(net.trunk.early())
    optim = optimiser(net, config)
    mean = {k: v.detach().clone() for k, v in net.state_dict().items()}
    if held is not None:
        optim.load_state_dict(held["optim"])
        mean = {k: v.to(device) for k, v in held["mean"].items()}
    parameters = [p for group in optim.param_groups for p in group["params"]]
    clock = Clock(config.minutes, state["seconds"])
    size, drawn = config.size(clock.seconds() / clock.budget), 0
    slots = Slots(sampler, config.batch // run.processes, size, net, device)
    saved = clock.seconds()
    bar = tqdm(disable=rank > 0, initial=state["samples"], unit="sample", mininterval=10)
    log = (run.out / "log.jsonl").open("a") if rank == 0 else None
    sums: dict[str, float] = {}
    while True:
        seconds = clock.seconds()
        share = seconds / clock.budget
        if share >= 1:
            break
        if config.size(share) != size:
            size = config.size(share)
            slots = Slots(sampler, config.batch // run.processes, size, net, device)
        for group in optim.param_groups:
            group["lr"] = group["peak"] * rate(share)
        features, maps, clicks, target, valid = slots.question()
        with torch.autocast(device.type, torch.bfloat16):
            out = net.answer(features, maps, clicks)
        loss, parts = losses.total(out, target, valid, clicks)
        optim.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        before = slots.fresh
        slots.answered(out.mask)
        drawn += slots.fresh - before
        if run.processes > 1:
            average_gradients(parameters)
        norm = float(torch.nn.utils.clip_grad_norm_(parameters, 5.0))
        if not math.isfinite(norm):
            raise FloatingPointError(f"gradient is {norm} at step {state['step']}")
        optim.step()
        state["step"] += 1
        state["samples"] += config.batch
        state["seconds"] = seconds
        keep = min(config.average, state["step"] / (state["step"] + 10))
        if rank == 0:
            with torch.no_grad():
                for k, v in net.state_dict().items():
                    if v.is_floating_point():
                        mean[k].lerp_(v, 1 - keep)
                    else:
                        mean[k].copy_(v)
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + float(v.detach())
            bar.update(config.batch)
            if state["step"] % 100 == 0 and log is not None:
                line = {
                    "step": state["step"],
                    "samples": state["samples"],
                    "share": round(share, 4),
                    "size": size,
                }
                line |= {k: round(v / 100, 4) for k, v in sums.items()} | {"norm": round(norm, 3)}
                log.write(json.dumps(line) + "\n")
                log.flush()
                bar.set_postfix(miou=line["miou"], size=size)
                sums.clear()
            if seconds - saved > 600:
                state["crops"] += drawn * run.processes
                drawn = 0
                save(run.out, net, mean, optim, state)
                saved = seconds
    if rank == 0:
        state["crops"] += drawn * run.processes
        save(run.out, net, mean, optim, state)
    if dist.is_initialized():
        dist.destroy_process_group()
