"""CDNet: conditional diffusion for interactive segmentation (Chen et al., ICCV 2021) on a
MobileNetV2 trunk.

Against the published network: a trunk fourteen times smaller, the previous mask as an input (RITM,
section 3.1), a head that estimates the IoU of the answer, and latent heads that stay in the served
graph.
"""

from typing import NamedTuple, cast

import torch
from torch import Tensor, nn

from .blocks import ConvNorm, Separable, channels_last, enlarge
from .fdm import FeatureDiffusion
from .trunk import Shallow, Trunk, Widths

LATENT = 4


class Output(NamedTuple):
    """Logits of one forward pass over (N, 3, H, W).

    `mask` (N, 1, H, W); `latent` (N, 4, H/2, W/2), other readings of the same clicks; `gate` (N, 1,
    H/8, W/8), the diffusion module's "is foreground"; `score` (N, 1), logit of the estimated IoU of
    `mask` with the truth.
    """

    mask: Tensor
    latent: Tensor
    gate: Tensor
    score: Tensor


class ClickMaps(nn.Module):
    """Encodes foreground disks, background disks and the previous mask, added to the image's
    stride-4 features.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(3, 16, 3, 2, 1), nn.LeakyReLU(0.2, True), nn.Conv2d(16, channels, 3, 2, 1)
        )
        # Small at first: the pretrained features must survive the first steps.
        self.scale = nn.Parameter(torch.tensor(0.05))

    def forward(self, maps: Tensor) -> Tensor:
        features: Tensor = channels_last(self.layers(maps)) * self.scale
        return features


class Context(nn.Module):
    """A light ASPP: 1x1, two dilated separables and the global mean of stride 16, joined with
    stride 8.
    """

    def __init__(self, trunk: Widths, inner: int, channels: int) -> None:
        super().__init__()
        self.point = ConvNorm(trunk.s16, inner)
        self.near = Separable(trunk.s16, inner, dilation=2)
        self.far = Separable(trunk.s16, inner, dilation=4)
        self.globe = nn.Sequential(nn.Conv2d(trunk.s16, inner, 1), nn.ReLU(True))
        self.join = ConvNorm(3 * inner, channels)
        self.join_globe = nn.Conv2d(inner, channels, 1, bias=False)
        self.skip = ConvNorm(trunk.s8, channels, linear=True)
        self.smooth = Separable(channels, channels)

    def forward(self, s8: Tensor, s16: Tensor) -> Tensor:
        globe = self.join_globe(self.globe(s16.mean((2, 3), keepdim=True)))
        x = self.join(torch.cat([self.point(s16), self.near(s16), self.far(s16)], 1)) + globe
        return cast("Tensor", self.smooth(torch.relu(enlarge(x, 2) + self.skip(s8))))


class Decoder(nn.Module):
    """Stride 8 -> stride 2, with the image's stride-4 and stride-2 features."""

    def __init__(self, trunk: Widths, channels: int, middle: int, fine: int) -> None:
        super().__init__()
        self.reduce4 = ConvNorm(channels, middle, linear=True)
        self.skip4 = ConvNorm(trunk.s4, middle, linear=True)
        self.refine4 = nn.Sequential(Separable(middle, middle), Separable(middle, middle))
        self.reduce2 = ConvNorm(middle, fine, linear=True)
        self.skip2 = ConvNorm(trunk.s2, fine, linear=True)
        self.refine2 = Separable(fine, fine)

    def forward(self, x: Tensor, s4: Tensor, s2: Tensor) -> Tensor:
        x = self.refine4(torch.relu(enlarge(self.reduce4(x), 2) + self.skip4(s4)))
        x = torch.relu(enlarge(self.reduce2(x), 2) + self.skip2(s2))
        return cast("Tensor", self.refine2(x))


class ScoreHead(nn.Module):
    """Logit of the IoU that the network expects of its own mask; it reads the features (stride 8)
    and the mask's logits (stride 2) and does not shape them.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(channels + 3, 32), nn.ReLU(True), nn.Linear(32, 1))

    def forward(self, features: Tensor, mask: Tensor) -> Tensor:
        features, mask = features.detach(), mask.detach()
        p = torch.sigmoid(nn.functional.avg_pool2d(mask, 4))
        area = p.sum((2, 3)) + 1e-3
        pooled = (features * p).sum((2, 3)) / area
        doubt = (4 * p * (1 - p)).sum((2, 3)) / area
        fine = torch.sigmoid(mask)
        crisp = 1 - (4 * fine * (1 - fine)).mean((2, 3))
        measures = torch.cat([pooled, p.mean((2, 3)), doubt, crisp], 1)
        return cast("Tensor", self.layers(measures))


class CDNet(nn.Module):
    """(image, maps, clicks) -> Output.

    image: (N, 3, H, W) RGB in [-1, 1]; maps: (N, 3, H, W) foreground disks, background disks,
    previous mask, in [0, 1]; clicks: (N, 2, H/8, W/8) Gaussians around foreground and background
    clicks. H and W: multiples of 16.

    `width` and `depth` are the trunk's, `inner` is the width of the context's branches, `channels`,
    `middle` and `fine` are the widths at strides 8, 4 and 2. `diffusion=False` leaves the Feature
    Diffusion Module out, for ablations.
    """

    def __init__(
        self,
        width: float = 1.0,
        depth: int = 16,
        inner: int = 96,
        channels: int = 128,
        middle: int = 64,
        fine: int = 32,
        diffusion: bool = True,
        multiplicative: bool = False,
    ) -> None:
        super().__init__()
        self.trunk = Trunk(width, depth)
        self.maps = ClickMaps(self.trunk.widths.s4)
        self.context = Context(self.trunk.widths, inner, channels)
        self.diffusion = (
            FeatureDiffusion(channels, channels // 2, multiplicative) if diffusion else None
        )
        self.decoder = Decoder(self.trunk.widths, channels, middle, fine)
        self.head = nn.Conv2d(fine, 1, 3, padding=1)
        self.latent = nn.Conv2d(fine, LATENT, 3, padding=1)
        self.score = ScoreHead(channels)

    def forward(self, image: Tensor, maps: Tensor, clicks: Tensor) -> Output:
        return self.answer(self.trunk.shallow(image), maps, clicks)

    def answer(self, shallow: Shallow, maps: Tensor, clicks: Tensor) -> Output:
        """`forward` from the image's own features, which stay the same while a person clicks."""
        s4 = shallow.s4 + self.maps(maps)
        deep = self.trunk.deep(s4)
        x = self.context(deep.s8, deep.s16)
        if self.diffusion is not None:
            x, gate = self.diffusion(x, clicks)
        else:
            gate = torch.zeros_like(clicks[:, :1])
        fine = channels_last(self.decoder(x, s4, shallow.s2))
        # One convolution for all heads: served convolutions are padded to sixteen channels anyway.
        weight = torch.cat([self.head.weight, self.latent.weight])
        bias = torch.cat([cast("Tensor", self.head.bias), cast("Tensor", self.latent.bias)])
        heads = channels_last(nn.functional.conv2d(fine, weight, bias, padding=1))
        coarse, latent = heads[:, :1], heads[:, 1:]
        return Output(enlarge(channels_last(coarse), 2), latent, gate, self.score(x, coarse))
