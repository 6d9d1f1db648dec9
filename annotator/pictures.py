"""The decoded pictures of a worker: the last few, for sessions and for tools that look at colours."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np

import ml.pictures
from backend import blobs
from backend.errors import Refused
from backend.models import Image

MOST_PIXELS: Final = 80_000_000

_lock = threading.Lock()
_kept: OrderedDict[str, np.ndarray] = OrderedDict()


def picture(image: Image) -> np.ndarray:
    """(height, width, 3) uint8 RGB of the working copy. Raises Refused `picture_unreadable`."""
    with _lock:
        known = _kept.get(image.working)
        if known is not None:
            _kept.move_to_end(image.working)
            return known
    with readable(image):
        pixels = ml.pictures.decode(blobs.local(image.working, image.working_extension))
    with _lock:
        _kept[image.working] = pixels
        while len(_kept) > 1 and sum(p.size // 3 for p in _kept.values()) > MOST_PIXELS:
            _kept.popitem(last=False)
    return pixels


@contextmanager
def readable(image: Image) -> Iterator[None]:
    """Whatever keeps the image's file from being read in this block is Refused `picture_unreadable`."""
    try:
        yield
    except (OSError, ml.pictures.PictureError) as error:
        raise Refused(
            "picture_unreadable", f"The file of {image.key} cannot be read: {error}", status=410
        ) from None


def clear() -> None:
    """Forget everything."""
    with _lock:
        _kept.clear()
