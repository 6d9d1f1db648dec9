"""CDNet with the inputs, outputs and weights that it is served with."""

from copy import deepcopy
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .cdnet import CDNet


class Served(nn.Module):
    """The inputs and outputs that are served: image (N, H, W, 3) uint8 in; mask and latent logits and the score,
    0..1, out.
    """

    def __init__(self, net: CDNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, image: Tensor, maps: Tensor, clicks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        pixels = image.permute(0, 3, 1, 2).to(maps.dtype) / 127.5 - 1
        out = self.net(pixels, maps, clicks)
        return out.mask, out.latent, torch.sigmoid(out.score)


@torch.no_grad()
def settled(net: CDNet) -> CDNet:
    """A copy of `net` for inference: each batch norm folded into the convolution before it, then all
    weights rounded to fp16.

    What is stored as ONNX and what PyTorch serves are both made by this, from the same file: weights
    that are rounded only before they are folded answer with logits up to 0.07 away.
    """
    net = deepcopy(net).eval()
    for sequence in [m for m in net.modules() if isinstance(m, nn.Sequential)]:
        for number, (conv, norm) in enumerate(pairwise(list(sequence))):
            if isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                sequence[number] = fuse_conv_bn_eval(conv, norm)
                sequence[number + 1] = nn.Identity()
    for weight in net.parameters():
        weight.copy_(weight.half())
    return net
