"""The open images of a worker: a small cache, rebuilt from the revisions whenever it is behind."""

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

import ml
import ml.pictures
from annotator import steps
from backend import blobs
from backend.errors import Refused
from backend.models import Image, Mask
from backend.services import masks
from backend.services.history import History

Pixels = npt.NDArray[np.bool_]

# An open 12-megapixel image takes about 80 MB; this bounds all of them to about half a gigabyte.
MOST_PIXELS: Final = 80_000_000
MOST_OPEN: Final = 64


@dataclass
class Open:
    """A mask under work: the network's session and the history, both at `version`."""

    session: ml.Session
    history: History
    version: int
    pixels: int
    timings: dict[str, float] = field(default_factory=dict)


_lock = threading.Lock()
_open: OrderedDict[int, Open] = OrderedDict()
_pictures: OrderedDict[str, np.ndarray] = OrderedDict()


def of(mask: Mask) -> Open:
    """The session of the mask at its head, from the cache or made anew; `timings` says what it took.

    Raises Refused `picture_unreadable` when the picture's file is gone or damaged.
    """
    with _lock:
        entry = _open.get(mask.id)
        if entry is not None and entry.version == mask.version:
            _open.move_to_end(mask.id)
            entry.timings = {}
            return entry
    start = time.perf_counter()
    session = entry.session if entry is not None else ml.load().open(picture(mask.image))
    history: History = History(mask.revisions.order_by("number"))
    done = history.done
    session.restore(masks.pixels(mask), steps.clicks(done), steps.protected(done))
    size = mask.image.width * mask.image.height
    entry = Open(session, history, mask.version, size)
    entry.timings = {"decode": (time.perf_counter() - start) * 1000}
    _keep(mask.id, entry)
    return entry


def forget(mask_id: int) -> None:
    """Drop a session whose operation did not become the head."""
    with _lock:
        _open.pop(mask_id, None)


def picture(image: Image) -> np.ndarray:
    """(height, width, 3) uint8 RGB of the working copy. Raises Refused `picture_unreadable`."""
    with _lock:
        known = _pictures.get(image.working)
        if known is not None:
            _pictures.move_to_end(image.working)
            return known
    with readable(image):
        pixels = ml.pictures.decode(blobs.path(image.working, image.working_extension))
    with _lock:
        _pictures[image.working] = pixels
        _trim_pictures()
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
        _open.clear()
        _pictures.clear()


def _keep(mask_id: int, entry: Open) -> None:
    with _lock:
        _open[mask_id] = entry
        _open.move_to_end(mask_id)
        while len(_open) > 1 and (
            len(_open) > MOST_OPEN or sum(e.pixels for e in _open.values()) > MOST_PIXELS
        ):
            _open.popitem(last=False)


def _trim_pictures() -> None:
    while len(_pictures) > 1 and sum(p.size // 3 for p in _pictures.values()) > MOST_PIXELS:
        _pictures.popitem(last=False)
