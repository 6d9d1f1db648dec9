"""Scores of masks: many of them in bulk as after an import, and one after a click on a busy server."""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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


def measure() -> list[Figure]:
    """Masks a second in bulk, pictures and masks decoded; milliseconds from a click's answer to its
    score, and those of the clicks meanwhile.
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
    """Clicks one after the other, each as soon as the last one was scored."""
    with servers.embedded(folder / "server") as server:
        client = Client(server)
        dataset = client.dataset({f"images/{n:02}.jpg": p.jpeg() for n, p in enumerate(photos)})
        scores, clicks = [], []
        for photo, image in zip(photos, client.images(dataset), strict=True):
            mask = client.post(f"images/{image['id']}/masks")
            ys, xs = np.nonzero(photo.truth)
            picks = np.linspace(0, len(xs) - 1, CLICKS + 2).astype(int)[1:-1]
            with client.socket(image["id"]) as live:
                base = 0
                for k in picks:
                    start = time.perf_counter()
                    live.send(
                        mask=mask["id"], **click(base, float(xs[k]) + 0.5, float(ys[k]) + 0.5)
                    )
                    answer = live.next("answer")
                    answered = time.perf_counter()
                    clicks.append((answered - start) * 1000)
                    if answer["version"] > base:
                        base = answer["version"]
                        live.next("score")
                        scores.append((time.perf_counter() - answered) * 1000)
        return [of("quality.one", scores), of("quality.one.click", clicks)]
