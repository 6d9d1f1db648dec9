"""Five people's programs against one mask, and a server that is killed under them again and again."""

import random
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from tests import pictures
from tests.client import Client, painted
from tests.server import Server, embedded, wait

CLIENTS = 5
EACH = 12


@pytest.fixture(scope="module")
def storm(server: Server) -> Iterator[tuple[Client, dict]]:
    """A program and a mask of its own."""
    client = Client(server)
    yield client, new_mask(client)


def new_mask(client: Client) -> dict:
    """A new mask on a new picture."""
    dataset = client.dataset({"images/p.png": pictures.png(pictures.photo())})
    (image,) = client.images(dataset)
    return client.post(f"images/{image['id']}/masks")


def gesture(chance: random.Random) -> dict[str, Any]:
    """Some interaction with a point in the picture."""
    x, y = chance.randrange(2, 158), chance.randrange(2, 118)
    positive = chance.random() < 0.6
    return chance.choice(
        [
            {"kind": "click", "x": x, "y": y, "positive": positive},
            {"kind": "click", "x": x, "y": y, "positive": positive},
            {"kind": "brush", "points": [[x, y]], "radius": 4, "positive": positive},
            {"kind": "wand", "x": x, "y": y, "tolerance": 20, "positive": positive},
            {"kind": "polygon", "points": [[x, y], [x + 9, y], [x, y + 9]], "positive": positive},
            {"kind": "scribble", "points": [[x, y]], "radius": 3, "positive": positive},
            {"kind": "undo"},
        ]
    )


def work(client: Client, mask: int, seed: int) -> list[tuple[dict, dict]]:
    """Interactions, each sent until it is done or refused for good: (body, answer), done ones only."""
    chance = random.Random(seed)
    version, done = 0, []
    for _ in range(EACH):
        body = {"op_id": str(uuid.uuid4()), "base": version, **gesture(chance)}
        while True:
            answer = client.http.post(f"masks/{mask}/interactions", json=body)
            problem = answer.json()
            if answer.status_code == 200:
                version = problem["version"]
                done.append((body, problem))
            elif problem["code"] == "stale_base":
                version = problem["version"]
                body = body | {"op_id": str(uuid.uuid4()), "base": version}
                continue
            elif problem["code"] in ("timeout", "rate_limited"):
                continue
            else:
                assert problem["code"] == "nothing_to_undo", problem
            break
    return done


@pytest.mark.timeout(300)
def test_a_storm_of_five_clients_leaves_one_history(storm) -> None:
    client, mask = storm
    programs = [Client(client.server) for _ in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        runs = [
            pool.submit(work, program, mask["id"], seed) for seed, program in enumerate(programs)
        ]
        done = [pair for run in runs for pair in run.result()]
    changed = {a["version"]: a for b, a in done if a["version"] == b["base"] + 1}
    version = client.get(f"masks/{mask['id']}")["version"]
    # Each version was made by one answered interaction, from the one before: nothing is lost.
    assert sorted(changed) == list(range(1, version + 1))
    shown = np.zeros((pictures.HEIGHT, pictures.WIDTH), bool)
    for number in range(1, version + 1):
        before, shown = shown, painted(shown, changed[number])
        assert changed[number]["changed"] == np.count_nonzero(before ^ shown)
    assert (shown == client.pixels(mask["id"])).all()
    history = client.get(f"masks/{mask['id']}/revisions", limit=200)["results"]
    assert {r["op_id"] for r in history} == {a["op_id"] for a in changed.values()}
    # Whatever is sent again is answered again, and changes nothing.
    for body, answer in done[:: len(done) // 10]:
        assert client.post(f"masks/{mask['id']}/interactions", body) == answer
    assert client.get(f"masks/{mask['id']}")["version"] == version


@pytest.mark.timeout(600)
def test_kill_after_kill_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    """Killed in the middle of work four times; what was sent without an answer is sent again."""
    with embedded(tmp_path) as server:
        client = Client(server)
        mask = new_mask(client)["id"]
        shown = np.zeros((pictures.HEIGHT, pictures.WIDTH), bool)
        version = 0
        chance = random.Random(7)
        for trial in range(4):
            body: dict[str, Any] = {}
            answered = 0
            try:
                while True:
                    body = {"op_id": str(uuid.uuid4()), "base": version, **gesture(chance)}
                    if answered == 5:
                        threading.Timer(0.01 + 0.03 * trial, server.kill).start()
                    answer = client.http.post(f"masks/{mask}/interactions", json=body)
                    answered += 1
                    if answer.status_code == 200:
                        shown = painted(shown, answer.json())
                        version = answer.json()["version"]
            except httpx.TransportError:
                pass
            assert answered >= 5
            wait(lambda: server.process.poll() is not None, 60)
            server.start()
            # The page's journal sends what it had no answer to, with the same op_id.
            answer = client.ask(f"masks/{mask}/interactions", body)
            if answer.status_code == 200:
                shown = painted(shown, answer.json())
                version = answer.json()["version"]
            else:
                assert answer.json()["code"] == "nothing_to_undo"
            assert client.get(f"masks/{mask}")["version"] == version
            assert (shown == client.pixels(mask)).all(), f"trial {trial}"
        history = client.get(f"masks/{mask}/revisions", limit=200)["results"]
        assert [r["number"] for r in history] == list(range(version, 0, -1))[:200]
