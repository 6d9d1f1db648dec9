"""CDNet with the inputs and outputs that it is served with."""

import torch
from torch import Tensor, nn

from .cdnet import CDNet


class Served(nn.Module):
    """CDNet as it is served: image (N, H, W, 3) uint8 in; mask and latent logits and the score,
    0..1, out.
    """

    def __init__(self, net: CDNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, image: Tensor, maps: Tensor, clicks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        pixels = image.permute(0, 3, 1, 2).to(maps.dtype) / 127.5 - 1
        out = self.net(pixels, maps, clicks)
        return out.mask, out.latent, torch.sigmoid(out.score)
