"""Mixed precision, where the machine computes in it."""

import torch
from torch.amp.autocast_mode import autocast


def working(device: torch.device) -> torch.dtype:
    """The type to compute in on `device`: bfloat16 on a GPU and on CPUs with instructions for it,
    else float32 (converting back and forth makes a step half as long again).
    """
    if device.type != "cpu":
        return torch.bfloat16
    known = torch.cpu.get_capabilities()
    quick = known.get("avx512_bf16") or known.get("amx_bf16")
    return torch.bfloat16 if quick else torch.float32


def mixed(device: torch.device) -> autocast:
    """A context in which the network computes in `working(device)`."""
    dtype = working(device)
    return torch.autocast(device.type, dtype, enabled=dtype != torch.float32)
