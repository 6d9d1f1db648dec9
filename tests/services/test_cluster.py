"""The same product on PostgreSQL and Redis: web server and workers are processes of their own."""

import uuid

import numpy as np
import pytest

from tests import pictures
from tests.client import Client, click, painted
from tests.server import Server

pytestmark = [pytest.mark.services, pytest.mark.timeout(500)]


@pytest.fixture(scope="module")
def client(cluster: Server) -> Client:
    return Client(cluster)


@pytest.fixture(scope="module")
def dataset(client: Client) -> dict:
    files = {f"images/p{n}.png": pictures.png(pictures.photo()) for n in range(3)}
    return client.dataset(files | {"masks/p2.png": pictures.png(pictures.ellipse(shrink=0.5))})


def test_clicks_are_answered_by_whichever_worker(client: Client, dataset: dict) -> None:
    image = client.images(dataset)[0]
    mask = client.post(f"images/{image['id']}/masks")
    shown = np.zeros((pictures.HEIGHT, pictures.WIDTH), bool)
    version = 0
    with client.socket(image["id"]) as live, client.socket(image["id"]) as other:
        for lease in (live, other):
            lease.next("lease")
        for x, y in [(80.5, 60.5), (20.5, 20.5), (81.5, 61.5), (140.5, 20.5), (30.5, 90.5)] * 2:
            body = click(version, x, y, positive=not shown[int(y), int(x)])
            live.send(mask=mask["id"], **body)
            answer = live.next("answer")
            _, patch = live.patch()
            shown = painted(shown, answer, patch)
            version = answer["version"]
            assert other.next("revision")["version"] == version
            other.patch()
        assert (client.pixels(mask["id"]) == shown).all()
    assert version == 10


def test_tools_and_what_they_lock_are_the_same_to_every_worker(
    client: Client, dataset: dict
) -> None:
    image = client.images(dataset)[0]
    mask = client.post(f"images/{image['id']}/masks")
    shown = np.zeros((pictures.HEIGHT, pictures.WIDTH), bool)
    fixed = shown.copy()
    steps: list[tuple[str, dict]] = [
        ("box", {"box": [20, 20, 120, 80]}),
        ("brush", {"points": [[80, 50]], "radius": 8, "positive": False}),
        ("superpixel", {"cells": 300, "ids": [0, 1], "positive": True}),
    ]
    steps += [
        ("click", {"x": x, "y": 70.5, "positive": n % 2 == 0, "mode": "whole"})
        for n, x in enumerate((50.5, 140.5, 60.5, 130.5, 70.5, 120.5))
    ]
    steps += [("scribble", {"points": [[70, 75], [100, 75]], "radius": 3, "positive": True})]
    for kind, fields in steps:
        base = client.get(f"masks/{mask['id']}")["version"]
        body = {"op_id": str(uuid.uuid4()), "base": base, "kind": kind, **fields}
        before, shown = shown, painted(shown, client.post(f"masks/{mask['id']}/interactions", body))
        if kind in ("brush", "superpixel"):
            fixed |= before ^ shown
            kept = shown[fixed]
        assert (shown == client.pixels(mask["id"])).all(), kind
    assert (shown[fixed] == kept).all()


def test_the_http_twin_and_undo(client: Client, dataset: dict) -> None:
    image = client.images(dataset)[2]
    (mask,) = client.get(f"images/{image['id']}/masks")["results"]
    path = f"masks/{mask['id']}/interactions"
    body = click(1, 80.5, 60.5, positive=False)
    answer = client.post(path, body)
    assert answer["progressive"] is True and answer["version"] == 2
    assert client.post(path, body) == answer
    undo = {"op_id": str(uuid.uuid4()), "base": 2, "kind": "undo"}
    assert client.post(path, undo)["version"] == 3
    assert (client.pixels(mask["id"]) == pictures.ellipse(shrink=0.5)).all()


def test_of_many_writers_on_one_version_one_wins(client: Client, dataset: dict) -> None:
    from concurrent.futures import ThreadPoolExecutor

    image = client.images(dataset)[1]
    mask = client.post(f"images/{image['id']}/masks")

    def stroke(number: int) -> int:
        body = {
            "op_id": str(uuid.uuid4()), "base": 0, "kind": "brush", "radius": 3,
            "points": [[10 + 9 * number, 30]], "positive": True,
        }  # fmt: skip
        return client.http.post(f"masks/{mask['id']}/interactions", json=body).status_code

    with ThreadPoolExecutor(8) as pool:
        codes = sorted(pool.map(stroke, range(8)))
    assert codes == [200] + [409] * 7
    assert client.get(f"masks/{mask['id']}")["version"] == 1


def test_pages_and_exports_work_there_too(client: Client, dataset: dict) -> None:
    # An image whose score arrives between two pages may be on both of them.
    client.scored(dataset)
    first = client.get("images", dataset=dataset["id"], limit=2, ordering="score")
    rest = client.http.get(first["next"]).json()
    keys = [row["key"] for row in first["results"] + rest["results"]]
    assert sorted(keys) == ["p0", "p1", "p2"]
    job = client.post("exports", {"dataset": dataset["id"], "format": "png"})
    assert client.finished(job)["state"] == "done"
    assert client.http.get(f"exports/{job['id']}/file").content[:2] == b"PK"
