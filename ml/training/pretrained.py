"""The pretrained MobileNetV2, of any width: from TensorFlow's names and layout to ours."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..nets.trunk import BLOCKS

KERNEL = "|weights_quant|FakeQuantWithMinMaxVars"


def folded(path: Path) -> dict[str, Tensor]:
    """Kernels and biases of the trunk from an npz of DeepLab or MobileNetV2, for
    `nets.trunk.load_folded`.
    """
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name].astype(np.float32) for name in file.files if file[name].ndim}
    out: dict[str, Tensor] = {}

    def take(ours: str, theirs: str, part: str) -> None:
        kernel = arrays[f"{theirs}{KERNEL}"]
        # (out, kh, kw, in) -> (out, in, kh, kw); depthwise (1, kh, kw, channels) -> (channels, 1,
        # kh, kw).
        axes = (3, 0, 1, 2) if part == "depthwise" else (0, 3, 1, 2)
        out[f"{ours}.weight"] = torch.from_numpy(np.ascontiguousarray(kernel.transpose(axes)))
        fold = "depthwise" if part == "depthwise" else "Conv2D"
        out[f"{ours}.bias"] = torch.from_numpy(arrays[f"{theirs}|{fold}_Fold_bias"])

    take("stem", "MobilenetV2|Conv", "Conv2D")
    for number, (expansion, *_) in enumerate(BLOCKS):
        scope = "MobilenetV2|expanded_conv" + (f"_{number}" if number else "")
        parts = (["expand"] if expansion > 1 else []) + ["depthwise", "project"]
        for part in parts:
            take(f"{number}.{part}", f"{scope}|{part}", part)
    return out
