"""Feature Diffusion Module (CDNet, ICCV 2021, section 3.2): click evidence spreads over all similar
features.
"""

from typing import NamedTuple, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .blocks import ConvNorm, Separable, channels_last

# Weight of a source far from every click; 1 everywhere would make this a plain non-local block.
FLOOR = 0.1
CONFIDENT = 0.8  # gate above which a place is a source like a click
FAINT = -40.0  # logit below the largest at which a source counts for nothing


class Diffused(NamedTuple):
    """`features` (N, C, h, w) with the diffused evidence added; `gate` (N, 1, h, w), logits of "is
    foreground".
    """

    features: Tensor
    gate: Tensor


class FeatureDiffusion(nn.Module):
    """Non-local attention whose sources are weighted by clicks and whose destinations by a learned
    gate.

    Sources: S = 0.9 max(click map, gate > 0.8) + 0.1 enters as `softmax(q.k / sqrt(d) + log S)`, a
    true re-weighting of the softmax by S. (The published code multiplies the logit by S, which
    raises negative affinities; `multiplicative` keeps that form for comparison.) Keys and values
    come from features pooled by two: a quarter of the cost. Foreground and background run side by
    side, weighted at the destination by the gate D and by 1 - D.
    """

    def __init__(self, channels: int = 128, inner: int = 64, multiplicative: bool = False) -> None:
        super().__init__()
        self.query = nn.Conv2d(channels, inner, 1, bias=False)
        self.key = nn.Conv2d(channels, inner, 1, bias=False)
        self.value = nn.Conv2d(channels, inner, 1, bias=False)
        self.gate = nn.Sequential(Separable(channels, 32), nn.Conv2d(32, 1, 1))
        self.foreground = ConvNorm(inner, channels, linear=True)
        self.background = ConvNorm(inner, channels, linear=True)
        self.multiplicative = multiplicative
        for branch in (self.foreground, self.background):
            # Starts as a small correction, so that the pretrained features are not drowned.
            nn.init.constant_(cast("Tensor", branch[1].weight), 0.2)

    def forward(self, x: Tensor, clicks: Tensor) -> Diffused:
        """`x` (N, C, h, w), h and w even; `clicks` (N, 2, h, w) in [0, 1]: foreground,
        background.
        """
        n, _, h, w = x.shape
        gate = channels_last(self.gate(x))
        destination = torch.sigmoid(gate).detach()
        x = channels_last(x)
        pooled = channels_last(F.avg_pool2d(x, 2))
        query = self.query(x).flatten(2).transpose(1, 2)
        key = self.key(pooled).flatten(2)
        value = self.value(pooled).flatten(2).transpose(1, 2)
        affinity = torch.bmm(query, key)
        if not self.multiplicative:
            affinity = affinity * self.query.out_channels**-0.5
        weights = torch.cat([destination, 1 - destination], 1)
        # Maximum pooling, so that a single click never vanishes between the cells.
        source = F.max_pool2d(torch.maximum(clicks, (weights > CONFIDENT).to(x.dtype)), 2)
        source = ((1 - FLOOR) * source + FLOOR).clamp(max=1.0).flatten(2)
        out = x
        for number, branch in enumerate((self.foreground, self.background)):
            s = source[:, number : number + 1]
            logits = affinity * s if self.multiplicative else affinity + torch.log(s)
            spread = torch.bmm(attention(logits.float()).to(value.dtype), value)
            spread = channels_last(spread.transpose(1, 2).reshape(n, -1, h, w))
            out = out + branch(spread * weights[:, number : number + 1])
        return Diffused(out, gate)


def attention(logits: Tensor) -> Tensor:
    """Softmax over the last axis of `logits`, where no weight is less than e^FAINT of the largest.

    Without that floor most weights are denormal numbers, with which CPUs compute so slowly that two
    small products took a third of the network's time.
    """
    above = logits - logits.detach().amax(-1, keepdim=True)
    return torch.softmax(above.clamp(min=FAINT), -1)
