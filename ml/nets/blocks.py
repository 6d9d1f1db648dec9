"""Convolution blocks shared by trunk, context and decoder."""

from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class _ChannelsLast(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return x.contiguous(memory_format=torch.channels_last)

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:
        return grad.contiguous(memory_format=torch.channels_last)


def channels_last(x: Tensor) -> Tensor:
    """The same values; value and gradient both in channels-last memory.

    Slicing, permuting and one-channel heads hand back gradients in channels-first memory, and every
    batch norm and activation before them then strides through memory, several times slower on a
    CPU.
    """
    if not torch.is_grad_enabled():
        return x
    return cast("Tensor", _ChannelsLast.apply(x))  # type: ignore[no-untyped-call]


class Depthwise(nn.Conv2d):
    """A 3x3 depthwise convolution with stride 1 or 2 and dilation 1 or 2, equal in output to
    `nn.Conv2d`.

    While gradients are recorded on a CPU, stride 2 is computed as stride 1 and subsampled, and
    dilation 2 on the four phases of the input: oneDNN's backward pass for the strided and dilated
    forms is about ten times slower.
    """

    def __init__(self, channels: int, stride: int = 1, dilation: int = 1) -> None:
        super().__init__(
            channels, channels, 3, stride, dilation, dilation, groups=channels, bias=False
        )

    def forward(self, x: Tensor) -> Tensor:
        if not (torch.is_grad_enabled() and x.device.type == "cpu"):
            return super().forward(x)
        if self.stride[0] == 2:
            full = channels_last(F.conv2d(x, self.weight, None, 1, 1, 1, self.groups))
            return channels_last(full[:, :, ::2, ::2])
        if self.dilation[0] == 2:
            return self._dilated(x)
        return super().forward(x)

    def _dilated(self, x: Tensor) -> Tensor:
        n, c, h, w = x.shape
        x = F.pad(x, (0, w % 2, 0, h % 2))
        rows, cols = x.shape[2] // 2, x.shape[3] // 2
        phases = x.reshape(n, c, rows, 2, cols, 2).permute(0, 3, 5, 1, 2, 4)
        phases = channels_last(phases.reshape(4 * n, c, rows, cols))
        out = channels_last(F.conv2d(phases, self.weight, None, 1, 1, 1, self.groups))
        out = out.reshape(n, 2, 2, c, rows, cols).permute(0, 3, 4, 1, 5, 2)
        return channels_last(out.reshape(n, c, 2 * rows, 2 * cols)[:, :, :h, :w])


class ConvNorm(nn.Sequential):
    """1x1 convolution, batch norm and, unless `linear`, ReLU: (N, inputs, H, W) -> (N, outputs, H,
    W).
    """

    def __init__(self, inputs: int, outputs: int, linear: bool = False) -> None:
        layers: list[nn.Module] = [
            nn.Conv2d(inputs, outputs, 1, bias=False),
            nn.BatchNorm2d(outputs, momentum=0.03),
        ]
        super().__init__(*layers, *([] if linear else [nn.ReLU(inplace=True)]))


class Separable(nn.Sequential):
    """Depthwise 3x3, pointwise 1x1, batch norm, ReLU: (N, inputs, H, W) -> (N, outputs, H, W)."""

    def __init__(self, inputs: int, outputs: int, dilation: int = 1) -> None:
        # Dilation 4 has no phase trick in Depthwise; nn.Conv2d serves it on the small stride-16
        # map.
        depthwise: nn.Module = (
            Depthwise(inputs, dilation=dilation)
            if dilation <= 2
            else nn.Conv2d(inputs, inputs, 3, 1, dilation, dilation, groups=inputs, bias=False)
        )
        super().__init__(depthwise, *ConvNorm(inputs, outputs))


def enlarge(x: Tensor, factor: int) -> Tensor:
    """Bilinear enlargement by a whole `factor`, aligned at pixel edges (so that it commutes with
    mirroring).
    """
    wide = F.interpolate(x, scale_factor=float(factor), mode="bilinear", align_corners=False)
    return channels_last(wide)
