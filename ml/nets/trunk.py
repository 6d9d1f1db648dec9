"""MobileNetV2 trunk at output stride 16, as DeepLab uses it (Sandler et al., CVPR 2018,
sections 3 and 6.3).
"""

from typing import NamedTuple, cast

import torch
from torch import Tensor, nn

from .blocks import Depthwise

# (expansion, channels at width 1, stride, dilation) of the sixteen inverted residuals that are used;
# the last, 320 wide, is not.
BLOCKS: tuple[tuple[int, int, int, int], ...] = (
    (1, 16, 1, 1),
    (6, 24, 2, 1), (6, 24, 1, 1),
    (6, 32, 2, 1), (6, 32, 1, 1), (6, 32, 1, 1),
    (6, 64, 2, 1), (6, 64, 1, 1), (6, 64, 1, 1), (6, 64, 1, 1),
    (6, 96, 1, 1), (6, 96, 1, 1), (6, 96, 1, 1),
    (6, 160, 1, 1), (6, 160, 1, 2), (6, 160, 1, 2),
)  # fmt: skip
EARLY = 3  # blocks before the click maps are added; they see the image alone


class Widths(NamedTuple):
    """Channels of a trunk's features at strides 2, 4, 8 and 16."""

    s2: int
    s4: int
    s8: int
    s16: int


class Shallow(NamedTuple):
    """What the image alone determines: stride 2 (N, C, H/2, W/2) and stride 4 (N, C, H/4, W/4); C
    as `Trunk.widths` says.
    """

    s2: Tensor
    s4: Tensor


class Deep(NamedTuple):
    """Stride 8 (N, C, H/8, W/8) and stride 16 (N, C, H/16, W/16) features; C as `Trunk.widths`
    says.
    """

    s8: Tensor
    s16: Tensor


class InvertedResidual(nn.Module):
    """Expand 1x1, depthwise 3x3, project 1x1 (linear); the input is added where the shapes
    agree.
    """

    def __init__(
        self, inputs: int, outputs: int, expansion: int, stride: int, dilation: int
    ) -> None:
        super().__init__()
        width = inputs * expansion
        self.expand = (
            nn.Sequential(
                nn.Conv2d(inputs, width, 1, bias=False),
                nn.BatchNorm2d(width, momentum=0.03),
                nn.ReLU6(True),
            )
            if expansion > 1
            else None
        )
        self.depthwise = nn.Sequential(
            Depthwise(width, stride, dilation), nn.BatchNorm2d(width, momentum=0.03), nn.ReLU6(True)
        )
        self.project = nn.Sequential(
            nn.Conv2d(width, outputs, 1, bias=False), nn.BatchNorm2d(outputs, momentum=0.03)
        )
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        y = x if self.expand is None else self.expand(x)
        y = self.project(self.depthwise(y))
        out: Tensor = x + y if self.residual else y
        return out


class Trunk(nn.Module):
    """`shallow(image)` then `deep(stride-4 features)`, so that click maps can be added in
    between.

    `width`: factor of all channels, 1 or 0.5, for which pretrained weights exist; `depth`: how many
    of the sixteen blocks are used, at least thirteen.
    """

    def __init__(self, width: float = 1.0, depth: int = len(BLOCKS)) -> None:
        super().__init__()
        if not 13 <= depth <= len(BLOCKS):
            raise ValueError(f"a trunk has 13 to {len(BLOCKS)} blocks, not {depth}")
        stem = int(32 * width)
        self.stem = nn.Sequential(
            nn.Conv2d(3, stem, 3, 2, 1, bias=False),
            nn.BatchNorm2d(stem, momentum=0.03),
            nn.ReLU6(True),
        )
        inputs, blocks, channels = stem, [], []
        for expansion, wide, stride, dilation in BLOCKS[:depth]:
            outputs = int(wide * width)
            blocks.append(InvertedResidual(inputs, outputs, expansion, stride, dilation))
            channels.append(outputs)
            inputs = outputs
        self.blocks = nn.ModuleList(blocks)
        self.widths = Widths(channels[0], channels[2], channels[5], channels[-1])

    def early(self) -> list[nn.Module]:
        """The stem and the blocks that see the image alone; training may keep them fixed."""
        return [self.stem, *self.blocks[:EARLY]]

    def shallow(self, image: Tensor) -> Shallow:
        """(N, 3, H, W) in [-1, 1] -> stride-2 and stride-4 features; H and W are multiples of
        16.
        """
        s2 = self.blocks[0](self.stem(image))
        s4 = self.blocks[2](self.blocks[1](s2))
        return Shallow(s2, s4)

    def deep(self, s4: Tensor) -> Deep:
        """Stride-4 features, click maps added -> stride-8 and stride-16 features."""
        x = s4
        for block in self.blocks[EARLY:6]:
            x = block(x)
        s8 = x
        for block in self.blocks[6:]:
            x = block(x)
        return Deep(s8, x)


def freeze(modules: list[nn.Module]) -> None:
    """Stops gradients and fixes the batch statistics of `modules`; call again after `train()`."""
    for module in modules:
        module.eval()
        for parameter in module.parameters():
            parameter.requires_grad_(False)


@torch.no_grad()
def load_folded(trunk: Trunk, tensors: dict[str, Tensor], image: Tensor) -> None:
    """Fills `trunk` from kernels and biases whose batch norm is folded, and puts batch norm back.

    `tensors`: "<layer>.weight" in PyTorch layout and "<layer>.bias", layers named `stem`,
    `<block>.expand|depthwise| project`. `image`: (N, 3, H, W) in [-1, 1], a few hundred typical
    photos: the statistics of each layer's output over them become running mean and variance, gamma
    = sqrt(variance + eps) and beta = bias + mean, so outputs stay equal.
    """

    def fill(layer: nn.Sequential, name: str, x: Tensor) -> Tensor:
        conv, norm = cast("nn.Conv2d", layer[0]), cast("nn.BatchNorm2d", layer[1])
        conv.weight.copy_(tensors[f"{name}.weight"])
        y = conv(x)
        mean, variance = y.mean((0, 2, 3)), y.var((0, 2, 3), unbiased=False)
        cast("Tensor", norm.running_mean).copy_(mean)
        cast("Tensor", norm.running_var).copy_(variance)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.copy_(tensors[f"{name}.bias"] + mean)
        trunk.eval()
        return cast("Tensor", layer(x))

    x = fill(trunk.stem, "stem", image)
    for number, block in enumerate(cast("list[InvertedResidual]", trunk.blocks)):
        y = x if block.expand is None else fill(block.expand, f"{number}.expand", x)
        y = fill(block.depthwise, f"{number}.depthwise", y)
        y = fill(block.project, f"{number}.project", y)
        x = x + y if block.residual else y
