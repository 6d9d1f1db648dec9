"""The open images of a worker: a small cache, rebuilt from the revisions whenever it is behind."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

import ml
from annotator import pictures, steps
from annotator.locks import Locks
from backend.models import Mask
from backend.services import masks
from backend.services.history import History
from backend.services.revisions import Pixels

# An open 12-megapixel image takes about 80 MB; this bounds all of them to about half a gigabyte.
MOST_PIXELS: Final = 80_000_000
MOST_OPEN: Final = 64


@dataclass
class Open:
    """A mask under work: the network's session and the history, both at `version`.

    `others`: the heads of the image's other objects and the pixels that they hold, where these were
    asked for.
    """

    session: ml.Session
    history: History
    version: int
    pixels: int
    locks: Locks
    others: tuple[list[str], Pixels] | None = None
    timings: dict[str, float] = field(default_factory=dict)


_lock = threading.Lock()
_open: OrderedDict[int, Open] = OrderedDict()


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
    session = entry.session if entry is not None else ml.load().open(pictures.picture(mask.image))
    history: History = History(mask.revisions.order_by("number"))
    done = history.done
    session.restore(masks.pixels(mask), steps.clicks(done), steps.protected(done))
    size = mask.image.width * mask.image.height
    locks = entry.locks if entry is not None else Locks(mask.image)
    entry = Open(session, history, mask.version, size, locks)
    entry.timings = {"decode": (time.perf_counter() - start) * 1000}
    _keep(mask.id, entry)
    return entry


def forget(mask_id: int) -> None:
    """Drop a session whose operation did not become the head."""
    with _lock:
        _open.pop(mask_id, None)


def clear() -> None:
    """Forget everything."""
    with _lock:
        _open.clear()
    pictures.clear()


def _keep(mask_id: int, entry: Open) -> None:
    with _lock:
        _open[mask_id] = entry
        _open.move_to_end(mask_id)
        while len(_open) > 1 and (
            len(_open) > MOST_OPEN or sum(e.pixels for e in _open.values()) > MOST_PIXELS
        ):
            _open.popitem(last=False)
