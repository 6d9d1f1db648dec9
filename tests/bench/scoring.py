"""Scores of masks: many of them in bulk as after an import, and one after a click on a busy server."""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np

import ml.codecs
import ml.pictures
import ml.quality
from tests import server as servers
from tests.bench.clicking import CLICKS, KEYS, Photo
from tests.bench.figures import Figure, of
from tests.client import Client, click

BULK = 120
WORKERS = 2
SIDE = 1000
BUSY = 4
"""Clicks while another mask is scored, for each photo."""
SETTLED, STEP = 0.26, 0.04
"""Seconds after a click at which its score begins, and between the moments in it at which others click."""


def measure() -> list[Figure]:
    """Masks a second in bulk, pictures and masks decoded; milliseconds from a click's answer to its
    score, those of the clicks, and of clicks while another mask is scored.
    """
    photos = [Photo.drawn(key, SIDE, SIDE, 1) for key in KEYS]
    with tempfile.TemporaryDirectory() as folder:
        return [_bulk(photos, Path(folder)), *_one(photos, Path(folder))]


def _bulk(photos: list[Photo], folder: Path) -> Figure:
    files = []
    for n, photo in enumerate(photos):
        path = folder / f"{n}.jpg"
        path.write_bytes(photo.jpeg())
        wide = cv2.dilate(photo.truth.view(np.uint8), np.ones((1 + 4 * n, 1 + 4 * n), np.uint8)) > 0
        files.append((path, ml.codecs.encode_mask(wide)))

    def work(n: int) -> float:
        path, mask = files[n % len(files)]
        return ml.quality.score(ml.pictures.decode(path), ml.codecs.decode_mask(mask)).score

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS * 2)))
        start = time.perf_counter()
        list(pool.map(work, range(BULK)))
        return Figure("quality.bulk", BULK / (time.perf_counter() - start), "masks/s", n=BULK)


def _one(photos: list[Photo], folder: Path) -> list[Figure]:
    """Clicks one after the other, each as soon as the last one was scored; then those of somebody else
    while the last one is scored.
    """
    data = folder / "server"
    data.mkdir()
    with servers.embedded(data) as server:
        client = Client(server)
        dataset = client.dataset({f"images/{n:02}.jpg": p.jpeg() for n, p in enumerate(photos)})
        scores, clicks, meanwhile = [], [], []
        images = client.images(dataset)
        with _Hand(client, images[-1]["id"], photos[-1]) as other:
            for photo, image in zip(photos[:-1], images[:-1], strict=True):
                with _Hand(client, image["id"], photo) as hand:
                    for k in range(CLICKS):
                        took = hand.click(k)
                        clicks.append(took)
                        answered = time.perf_counter()
                        if hand.changed:
                            hand.socket.next("score")
                            scores.append((time.perf_counter() - answered) * 1000)
                    for k in range(BUSY):
                        hand.click(CLICKS + k)
                        time.sleep(SETTLED + STEP * k)
                        meanwhile.append(other.click(k))
                        for one in (hand, other):
                            if one.changed:
                                one.socket.next("score")
        return [
            of("quality.one", scores),
            of("quality.one.click", clicks),
            of("quality.one.click.meanwhile", meanwhile),
        ]


class _Hand:
    """A person at an object of an image, who clicks here and there on it."""

    def __init__(self, client: Client, image: int, photo: Photo) -> None:
        self._mask = client.post(f"images/{image}/masks")["id"]
        ys, xs = np.nonzero(photo.truth)
        picks = np.linspace(0, len(xs) - 1, CLICKS + BUSY + 2).astype(int)[1:-1]
        self._places = [(float(xs[k]) + 0.5, float(ys[k]) + 0.5) for k in picks]
        self._base = 0
        self._open = client.socket(image)
        self.changed = False

    def __enter__(self) -> "_Hand":
        self.socket = self._open.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._open.__exit__(*error)

    def click(self, number: int) -> float:
        """Milliseconds from the click to its answer."""
        start = time.perf_counter()
        self.socket.send(mask=self._mask, **click(self._base, *self._places[number]))
        version = self.socket.next("answer")["version"]
        took = (time.perf_counter() - start) * 1000
        self.changed, self._base = version > self._base, version
        return took
