"""The open images of a worker: a small cache, rebuilt from the revisions whenever it is behind."""

import threading
import time
import uuid
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

import ml
from annotator import pictures, steps
from annotator.locks import Locks
from backend.models import Image, Mask
from backend.services import masks, networks
from backend.services.history import History
from backend.services.revisions import Pixels

# An open 12-megapixel image takes about 80 MB; this bounds all of them to about half a gigabyte.
MOST_PIXELS: Final = 80_000_000
MOST_OPEN: Final = 64
# ("mask", id), or ("image", id) for an object that has no mask yet.
Key = tuple[str, int]


@dataclass
class Open:
    """A mask under work: the network's session and the history, both at `version`, and the name of
    the model.

    `clicked`: the click that the session answered last, where nothing else was done since.
    `others`: the heads of the image's other objects and the pixels that they hold, where these were
    asked for.
    """

    session: ml.Session
    model: str
    history: History
    version: int
    pixels: int
    locks: Locks
    clicked: uuid.UUID | None = None
    others: tuple[list[str], Pixels] | None = None
    timings: dict[str, float] = field(default_factory=dict)


_lock = threading.Lock()
_open: OrderedDict[Key, Open] = OrderedDict()


def of(mask: Mask) -> Open:
    """The session of the mask at its head, from the cache or made anew; `timings` says what it took.

    Raises Refused `picture_unreadable` when the picture's file is gone or damaged.
    """
    key, model = ("mask", mask.id), networks.of(mask.image.dataset)
    with _lock:
        entry = _open.get(key)
        if entry is not None and (entry.version, entry.model) == (mask.version, model):
            _open.move_to_end(key)
            entry.timings = {}
            return entry
        if entry is None and mask.version == 0:
            # What was looked at before the mask was made.
            entry = _open.pop(("image", mask.image_id), None)
        if entry is not None and entry.model != model:
            entry = None
    start = time.perf_counter()
    session = entry.session if entry is not None else _session(mask.image, model)
    history: History = History(mask.revisions.order_by("number"))
    done = history.done
    session.restore(masks.pixels(mask), steps.clicks(done), steps.protected(done))
    size = mask.image.width * mask.image.height
    locks = entry.locks if entry is not None else Locks(mask.image)
    entry = Open(session, model, history, mask.version, size, locks)
    entry.timings = {"decode": (time.perf_counter() - start) * 1000}
    _keep(key, entry)
    return entry


def opened(mask_id: int) -> Open | None:
    """The session that this worker has of the mask, however old; None where it has none."""
    with _lock:
        return _open.get(("mask", mask_id))


def fresh(image: Image) -> Open:
    """A session with an empty mask, for an object of the image that has none yet.

    Raises Refused `picture_unreadable`.
    """
    key, model = ("image", image.id), networks.of(image.dataset)
    with _lock:
        entry = _open.get(key)
        if entry is not None and entry.model == model:
            _open.move_to_end(key)
            return entry
    session = _session(image, model)
    entry = Open(session, model, History([]), 0, image.width * image.height, Locks(image))
    _keep(key, entry)
    return entry


def _session(image: Image, model: str) -> ml.Session:
    return ml.load(model).open(pictures.picture(image))


def forget(mask_id: int) -> None:
    """Drop a session whose operation did not become the head."""
    with _lock:
        _open.pop(("mask", mask_id), None)


def clear() -> None:
    """Forget everything."""
    with _lock:
        _open.clear()
    pictures.clear()


def _keep(key: Key, entry: Open) -> None:
    with _lock:
        _open[key] = entry
        _open.move_to_end(key)
        while len(_open) > 1 and (
            len(_open) > MOST_OPEN or sum(e.pixels for e in _open.values()) > MOST_PIXELS
        ):
            _open.popitem(last=False)
