"""A kind of failure that no quality model was fitted on: what OpenCV's grabCut makes of a click."""

import cv2
import numpy as np

from ..quality.eye import Eye
from ..quality.graded import Graded, Object
from ..quality.model import Model
from ..quality.table import Row, examined
from ..types import EMPTY, Click
from .grabcut import GrabCut
from .metrics import boundary_iou, iou

UNKNOWN = "grabcut"


def unknown_rows(thing: Object, eye: Eye, white: bool, model: Model) -> list[Row]:
    """A row for grabCut's answer to a click in the middle of the object; none where that is empty."""
    padded = np.pad(thing.truth, 1).view(np.uint8)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]
    y, x = divmod(int(depth.argmax()), depth.shape[1])
    mask = GrabCut(thing.image, iterations=2).click(Click(x + 0.5, y + 0.5, True))
    if not mask.any():
        return []
    graded = Graded(
        UNKNOWN,
        mask,
        EMPTY,
        iou(mask, thing.truth, thing.ignore),
        boundary_iou(mask, thing.truth, thing.ignore),
    )
    return [Row(thing.name, thing.kind, white, 1.0, graded, *examined(thing, graded, eye, model))]
