"""What computes on pixels: click segmentation, masks as bytes, pictures. Pure Python, usable
without Django.

    predictor = ml.load()
    session = predictor.open(image)                   # (H, W, 3) uint8 RGB
    change = session.click(120.5, 80.5, positive=True)
    session.mask                                      # (H, W) bool

Coordinates and array layouts are those of `ml.types`.
"""

from . import tools
from .changes import apply, difference
from .inference.network import Stop
from .inference.predictor import Predictor, load
from .inference.session import Session
from .types import (
    Alternative,
    Change,
    Click,
    InputError,
    Interrupted,
    KoutuError,
    ModelError,
)

__all__ = [
    "Alternative",
    "Change",
    "Click",
    "InputError",
    "Interrupted",
    "KoutuError",
    "ModelError",
    "Predictor",
    "Session",
    "Stop",
    "apply",
    "difference",
    "load",
    "tools",
]
