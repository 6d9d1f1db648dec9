"""Fitting the small layers by PyTorch, exported as arrays. Training only."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from .layers import FAR, Layers

Numbers = NDArray[np.float64]
KNOTS = 33  # places at which a signal is turned into its rank
AXES = 64  # coordinates that the features are reduced to
LOUD = 2.0  # spread of the first coordinate, against signals between -1 and 1
MEMBERS = 3
WIDTHS = (128, 32)
EPOCHS, BATCH = 40, 128
RATE, DECAY = 2e-3, 1e-2
BLUR = 0.1  # noise that is added to what the members are told
DROPPED = 0.15
RANKS, ODDS = 10.0, 1.0  # weights of the errors of ranks and odds


class Frame(NamedTuple):
    """How rows are turned into what the members are told: `Layers` without members."""

    knots: tuple[Numbers, ...]
    mean: Numbers
    scale: Numbers
    axes: Numbers

    def layers(self, members: list[tuple[Numbers, ...]]) -> Layers:
        """The layers with these members."""
        return Layers(*self, tuple(members))


def frame(x: Numbers, features: Numbers) -> Frame:
    """The frame of a table's signals and features: ranks of signals, main axes of features."""
    at = np.linspace(0, 1, KNOTS)
    knots = tuple(np.unique(np.quantile(column, at)) for column in x.T)
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    even = np.clip((features - mean) / scale, -FAR, FAR)
    _, axes = np.linalg.eigh(even.T @ even / len(even))  # the largest last
    axes = axes[:, : -AXES - 1 : -1]
    return Frame(knots, mean, scale, axes * (LOUD / (even @ axes[:, 0]).std()))


def network(inputs: int) -> nn.Sequential:
    """A member before it is fitted."""
    first, second = WIDTHS
    return nn.Sequential(
        nn.Linear(inputs, first), nn.ReLU(), nn.Dropout(DROPPED),
        nn.Linear(first, second), nn.ReLU(), nn.Dropout(DROPPED / 2),
        nn.Linear(second, 3),
    )  # fmt: skip


def error(said: Tensor, wanted: Tensor) -> Tensor:
    """How far two ranks and the odds of an edit (n, 3) are from what is `wanted`."""
    ranks = nn.functional.mse_loss(said[:, :2], wanted[:, :2])
    odds = nn.functional.binary_cross_entropy_with_logits(said[:, 2], wanted[:, 2])
    return RANKS * ranks + ODDS * odds


def member(told: Tensor, wanted: Tensor, seed: int) -> tuple[Numbers, ...]:
    """One member, fitted: weights and bias of each of its layers."""
    torch.manual_seed(seed)
    model = network(told.shape[1])
    steps = max(1, len(told) // BATCH)
    optimizer = torch.optim.AdamW(model.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, EPOCHS * steps)
    for _ in range(EPOCHS):
        order = torch.randperm(len(told))
        for k in range(steps):
            rows = order[k * BATCH : (k + 1) * BATCH]
            told_now = told[rows]
            loss = error(model(told_now + BLUR * torch.randn_like(told_now)), wanted[rows])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    linear = [layer for layer in model if isinstance(layer, nn.Linear)]
    return tuple(
        part.detach().numpy().astype(np.float64).T
        for one in linear
        for part in (one.weight, one.bias)
    )


def layers(x: Numbers, features: Numbers, wanted: Numbers) -> Layers:
    """Layers that predict `wanted` (n, 3): two ranks, -0.5 to 0.5, and whether a row needs an edit."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # at this size more of them wait for each other
    try:
        found = frame(x, features)
        told = torch.from_numpy(found.layers([]).inputs(x, features)).float()
        goal = torch.from_numpy(wanted).float()
        return found.layers([member(told, goal, seed) for seed in range(MEMBERS)])
    finally:
        torch.set_num_threads(threads)


def scaled(of: Layers, by: Numbers) -> Layers:
    """The layers with their three answers multiplied by `by` (3,)."""
    members = tuple((*one[:-2], one[-2] * by, one[-1] * by) for one in of.members)
    return Layers(of.knots, of.mean, of.scale, of.axes, members)
