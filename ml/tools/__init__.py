"""Hand tools: pure functions from a mask and a gesture to a change.

Each comes with a function that tells the pixels which the gesture covers, whatever the mask.
"""

from .brush import brush, stroke
from .cleanup import cleanup
from .polygon import inside, polygon
from .region import Region, paint
from .superpixel import cells, superpixel, superpixels
from .wand import alike, wand

__all__ = [
    "Region",
    "alike",
    "brush",
    "cells",
    "cleanup",
    "inside",
    "paint",
    "polygon",
    "stroke",
    "superpixel",
    "superpixels",
    "wand",
]
