"""From the click to the patch, through the WebSocket of a real server, beside OpenCV's grabCut."""

import tempfile
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

import ml
from fixtures.scenes.catalogue import SCENES
from ml.evaluation.grabcut import GrabCut
from tests import server as servers
from tests.bench.figures import Figure, of
from tests.client import Client, Socket, painted

KEYS = ("mug-striped", "handbag-navy", "chair-oak", "bottle-amber", "sneaker-coral",
        "plant-shelf", "camera-silver", "toy-car", "watch-brown", "teapot-iron")  # fmt: skip
CLICKS = 10
FIRSTS = 20
FULL_SIZE_GRABCUTS = 5


@dataclass
class Photo:
    """A picture with a known object; `scale` enlarges what is drawn at 1000 pixels."""

    rgb: np.ndarray
    truth: np.ndarray

    @classmethod
    def drawn(cls, key: str, width: int, height: int, scale: int) -> "Photo":
        """The scene of this key at (width, height) times scale."""
        scene = next(scene for scene in SCENES if scene.key == key)
        shot = replace(scene, width=width, height=height).shoot(0)
        size = (width * scale, height * scale)
        rgb, cover = shot.rgb, shot.cover
        if scale > 1:
            rgb = cv2.resize(rgb, size, interpolation=cv2.INTER_CUBIC)
            cover = cv2.resize(cover, size, interpolation=cv2.INTER_LINEAR)
        return cls(rgb, cover >= 0.5)

    def jpeg(self) -> bytes:
        """The picture as it is uploaded."""
        return cv2.imencode(".jpg", self.rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])[
            1
        ].tobytes()


def measure() -> list[Figure]:
    """The figures at 1000 x 1000 and 4000 x 3000, the first click, and grabCut with the same clicks."""
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.embedded(Path(folder), {"KOUTU_TIMINGS": "1"}) as server,
    ):
        client = Client(server)
        small = [Photo.drawn(key, 1000, 1000, 1) for key in KEYS]
        figures, clicks = _area(client, "click.1000", small)
        baseline = _grabcut(small, clicks)
        ours = figures[0]
        figures[0] = replace(ours, baseline=baseline[0].value, ratio=baseline[0].value / ours.value)
        figures += baseline
        figures.append(_firsts(client, small))
        large = [Photo.drawn(key, 1000, 750, 4) for key in KEYS]
        figures += _area(client, "click.4000", large)[0]
        return figures


def _area(
    client: Client, name: str, photos: list[Photo]
) -> tuple[list[Figure], list[list[ml.Click]]]:
    """The clicks of a person who always clicks the deepest error, ten on each picture."""
    dataset = client.dataset({f"images/{n:02}.jpg": photo.jpeg() for n, photo in enumerate(photos)})
    whole: list[float] = []
    parts: dict[str, list[float]] = defaultdict(list)
    given: list[list[ml.Click]] = []
    for photo, image in zip(photos, client.images(dataset), strict=True):
        clicks: list[ml.Click] = []
        with client.socket(image["id"]) as socket:
            _warm(client, image["id"], socket, photo)
            mask = client.post(f"images/{image['id']}/masks", {})
            drawn, base = np.zeros_like(photo.truth), 0
            for _ in range(CLICKS):
                click = deepest(photo.truth, drawn)
                clicks.append(click)
                took, answer, drawn = _send(socket, mask["id"], base, click, drawn)
                base = answer["version"]
                whole.append(took)
                for part, spent in answer.get("timings", {}).items():
                    parts[part].append(spent)
            _scored(socket, mask["id"], base)
        given.append(clicks)
    figures = [of(name, whole)]
    figures += [of(f"{name}.{part}", spent) for part, spent in parts.items()]
    return figures, given


def _warm(client: Client, image: int, socket: Socket, photo: Photo) -> None:
    """One click on another mask of the picture: what the first click costs is a figure of its own."""
    mask = client.post(f"images/{image}/masks", {})
    click = deepest(photo.truth, np.zeros_like(photo.truth))
    _, answer, _ = _send(socket, mask["id"], 0, click, np.zeros_like(photo.truth))
    _scored(socket, mask["id"], answer["version"])


def _scored(socket: Socket, mask: int, version: int) -> None:
    """Wait for the mask's score, as long as a person takes to go on to the next object. What clicks take
    while masks are scored is a figure of the area quality.
    """
    while version:
        told = socket.either("score")
        if (told["mask"], told["version"]) == (mask, version):
            return


def _firsts(client: Client, photos: list[Photo]) -> Figure:
    """The first click on pictures that nobody ever opened, socket and mask being there."""
    files, truths = {}, []
    for number in range(FIRSTS):
        photo = photos[number % len(photos)]
        other = Photo(
            np.roll(photo.rgb, 7 * number + 1, 1), np.roll(photo.truth, 7 * number + 1, 1)
        )
        files[f"images/{number:02}.jpg"] = other.jpeg()
        truths.append(other.truth)
    spent = []
    for truth, image in zip(truths, client.images(client.dataset(files)), strict=True):
        mask = client.post(f"images/{image['id']}/masks", {})
        empty = np.zeros_like(truth)
        with client.socket(image["id"]) as socket:
            spent.append(_send(socket, mask["id"], 0, deepest(truth, empty), empty)[0])
    return of("click.first.1000", spent)


def _send(
    socket: Socket, mask: int, base: int, click: ml.Click, drawn: np.ndarray
) -> tuple[float, dict, np.ndarray]:
    """Milliseconds from the click to its painted patch, the answer, and the mask then."""
    body = {
        "op_id": str(uuid.uuid4()), "mask": mask, "base": base, "kind": "click",
        "x": click.x, "y": click.y, "positive": click.positive,
    }  # fmt: skip
    start = time.perf_counter()
    socket.send(**body)
    answer = socket.next("answer", "error")
    assert answer["type"] == "answer", answer
    patch = socket.patch()[1] if answer["bbox"][2] else b""
    took = (time.perf_counter() - start) * 1000
    return took, answer, painted(drawn, answer, patch) if patch else drawn


def deepest(truth: np.ndarray, drawn: np.ndarray) -> ml.Click:
    """The middle of the largest error."""
    wrong = (truth ^ drawn).astype(np.uint8)
    if not wrong.any():
        wrong = truth.astype(np.uint8)  # all is right: click on, the time is what counts
    small = cv2.copyMakeBorder(wrong, 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    depth = cv2.distanceTransform(small, cv2.DIST_L2, 3)[1:-1, 1:-1]
    y, x = np.unravel_index(int(np.argmax(depth)), depth.shape)
    return ml.Click(float(x) + 0.5, float(y) + 0.5, bool(truth[y, x]))


def _grabcut(photos: list[Photo], clicks: list[list[ml.Click]]) -> list[Figure]:
    """OpenCV with the same clicks, one iteration: a few at full size, all on a copy of 256 px."""
    full, small = [], []
    for photo, given in zip(photos, clicks, strict=True):
        reduced = GrabCut(photo.rgb, 256, 1)
        whole = GrabCut(photo.rgb, max(photo.rgb.shape), 1)
        for click in given:
            small.append(_timed(reduced, click))
            if len(full) < FULL_SIZE_GRABCUTS:
                full.append(_timed(whole, click))
    return [of("click.1000.grabcut.full", full), of("click.1000.grabcut.256", small)]


def _timed(grabcut: GrabCut, click: ml.Click) -> float:
    start = time.perf_counter()
    grabcut.click(click)
    return (time.perf_counter() - start) * 1000
