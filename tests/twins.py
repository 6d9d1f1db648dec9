"""Product scenes that are there twice, so that what one way of asking answers can be compared with another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from fixtures.scenes.catalogue import SCENES
from tests import pictures
from tests.client import Client, click

SIDE, COUNT = 320, 4


@dataclass(frozen=True)
class Twins:
    """Two images of one scene, a place (x, y) on its object, and what HTTP answers to a first click there on
    the image `asked`; nobody has touched the `other`.
    """

    asked: dict[str, Any]
    other: dict[str, Any]
    place: tuple[float, float]
    answer: dict[str, Any]


def clicked(client: Client) -> Iterator[Twins]:
    """Several scenes, each clicked once."""
    shots = [replace(scene, width=SIDE, height=SIDE).shoot(0) for scene in SCENES[:COUNT]]
    files = {
        f"images/{n}{side}.png": pictures.png(shot.rgb)
        for n, shot in enumerate(shots)
        for side in "ab"
    }
    images = client.images(client.dataset(files))
    for shot, asked, other in zip(shots, images[::2], images[1::2], strict=True):
        rows, columns = np.nonzero(shot.cover > 0.5)
        nth = len(rows) // 3
        place = (columns[nth] + 0.5, rows[nth] + 0.5)
        mask = client.post(f"images/{asked['id']}/masks")
        answer = client.post(f"masks/{mask['id']}/interactions", click(0, *place))
        yield Twins(asked, other, place, answer)
