"""The storm: people click while kill -9 hits one process after the other, the broker and the database among them.
Afterwards every acknowledged revision is in the history, in order, and every mask is the replay of its history.

Short by default; KOUTU_TEST_STORM_MINUTES=10 is the long one (`make chaos`).
"""

import math
import random
import threading
import time
import uuid
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tests import pictures
from tests.chaos.conftest import LONG, MINUTES
from tests.chaos.people import AGAIN, PATIENCE, Annotator, Person
from tests.chaos.services import Cluster, Postgres, Process
from tests.client import Client, click
from tests.conftest import PASSWORD
from tests.server import wait

PEOPLE, KILL_EVERY = (20, 20.0) if LONG else (5, 10.0)
TWICE = 2
pytestmark = [pytest.mark.services, pytest.mark.timeout(MINUTES * 60 + 900)]


@pytest.mark.parametrize("part", ["broker", "postgres"])
def test_while_a_part_is_away_people_are_told_to_come_again(cluster: Cluster, part: str) -> None:
    client, gone = Client(cluster), getattr(cluster, part)
    client.http.timeout = 60
    (image,) = client.images(client.dataset({"p.png": pictures.png(pictures.photo())}))
    mask = client.post(f"images/{image['id']}/masks")["id"]
    path, body = f"masks/{mask}/interactions", click(0, 80.5, 60.5)
    with client.socket(image["id"]) as live:
        live.next("lease")
        gone.end()
        try:
            for asked in (client.http.get("me"), client.http.post(path, json=body)):
                assert (asked.status_code, asked.json()["code"]) == (503, "unavailable")
                assert asked.headers["Retry-After"] == "2"
            assert client.http.get("health/ready").status_code == 503
            assert client.http.get("health/live").status_code == 200
            live.send(mask=mask, **body)
            assert live.next("error")["code"] in AGAIN
        finally:
            gone.start()
    wait(lambda: client.http.post(path, json=body).status_code == 200, 120)
    assert client.get(f"masks/{mask}")["version"] == 1


def test_what_was_acknowledged_survives_the_storm(cluster: Cluster) -> None:
    client, over = Client(cluster), threading.Event()
    client.http.timeout = 60
    files = {f"p{n}.png": pictures.png(pictures.photo()) for n in range(PEOPLE)}
    dataset = client.dataset(files)
    people = []
    for number, image in enumerate(client.images(dataset)):
        login = {"username": f"person{number}", "password": PASSWORD}
        client.post("users", login)
        member = {"username": login["username"], "role": "annotator"}
        client.post(f"datasets/{dataset['id']}/members", member)
        mask = client.post(f"images/{image['id']}/masks")
        someone = Person(cluster, **login)
        people.append(Annotator(someone, image["id"], mask["id"], number, over))
    threads = [threading.Thread(target=person.run, daemon=True) for person in people]
    for thread in threads:
        thread.start()
    kills, ended = _storm(cluster)
    over.set()
    deadline = time.monotonic() + PATIENCE + 30
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"

    histories = [_history(client, person.mask) for person in people]
    lost = sum(_lost(p, history) for p, history in zip(people, histories, strict=True))
    acknowledged = sum(len(person.acknowledged) for person in people)
    print(_told(kills, ended, people, acknowledged, lost))
    assert lost == 0 and all(person.acknowledged for person in people)
    for person, history in zip(people, histories, strict=True):
        _check(client, person, history)
    for person in people[:TWICE]:
        _do_again(person)
    assert "All is well." in cluster.manage("doctor", "--deep")
    # What a worker was killed at is found by its silence, a minute later.
    wait(lambda: client.get("jobs", state="queued,running")["results"] == [], 400)


def _storm(cluster: Cluster) -> tuple[list[tuple[float, str]], list[str]]:
    """Kill until the time is over; answers when whom, and what ended by itself."""
    rng = random.Random(1)
    kills: list[tuple[float, str]] = []
    ended: list[str] = []
    until = time.monotonic() + MINUTES * 60
    doomed: list[Process | Postgres] = []
    while time.monotonic() + KILL_EVERY < until:
        ended += cluster.keep(KILL_EVERY)
        if not doomed:  # by chance, but nobody twice before everybody had it once
            doomed = rng.sample(cluster.parts, len(cluster.parts))
        victim = doomed.pop()
        kills.append((time.monotonic(), victim.name))
        victim.kill()
    ended += cluster.keep(max(0.0, until - time.monotonic()))
    return kills, ended


def _told(
    kills: list[tuple[float, str]],
    ended: list[str],
    people: list[Annotator],
    acknowledged: int,
    lost: int,
) -> str:
    """The figures: of an operation, and of the pause after a kill: the longest that anybody then waited."""
    waits = [wait for person in people for wait in person.waits]
    pauses = [
        (max((took for asked, took in waits if asked < after and asked + took > at), default=0.0), name)
        for (at, name), (after, _) in pairwise([*kills, (math.inf, "")])
    ]  # fmt: skip
    by_name = {
        name: max(pause for pause, other in pauses if other == name)
        for name in sorted({name for _, name in kills})
    }
    of_pauses = np.percentile([pause for pause, _ in pauses], [50, 95, 100])
    of_all = np.percentile([took for _, took in waits], [50, 95, 100])
    return "\n".join([
        f"\nstorm: {MINUTES:g} min, {PEOPLE} people, {len(kills)} kills, "
        f"{acknowledged} acknowledged, {lost} lost",
        "an operation: p50 {:.2f} s, p95 {:.2f} s, longest {:.1f} s".format(*of_all),
        "the pause after a kill: p50 {:.1f} s, p95 {:.1f} s, longest {:.1f} s".format(*of_pauses),
        "longest after each: " + ", ".join(f"{n} {pause:.1f} s" for n, pause in by_name.items()),
        f"ended by themselves and were started again: {', '.join(ended) or 'none'}",
    ])  # fmt: skip


def _history(client: Client, mask: int) -> dict[int, dict[str, Any]]:
    """The mask's revisions by number."""
    page = client.get(f"masks/{mask}/revisions", limit=200)
    rows = page["results"]
    while page["next"]:
        page = client.http.get(page["next"]).json()
        rows += page["results"]
    return {row["number"]: row for row in rows}


def _lost(person: Annotator, history: dict[int, dict[str, Any]]) -> int:
    """How much of what the person was told is done is not where it was told to be."""
    told = [answer for answer in person.acknowledged if answer["version"] > answer["base"]]
    return sum(
        history.get(answer["version"], {}).get("op_id") != answer["op_id"] for answer in told
    )


def _check(client: Client, person: Annotator, history: dict[int, dict[str, Any]]) -> None:
    """The history is what the person was told, once, in order; the mask is its replay."""
    assert person.refused == []
    told = [
        answer["version"] for answer in person.acknowledged if answer["version"] > answer["base"]
    ]
    # One person alone on the mask: what was never answered was asked again until it was.
    assert told == sorted(history) == list(range(1, len(history) + 1))
    assert np.array_equal(client.pixels(person.mask), person.shown)


def _do_again(person: Annotator) -> None:
    """The same operations on a new mask, with nobody killed, make the same mask."""
    client = person.client
    mask = client.post(f"images/{person.image}/masks")["id"]
    for base, wish in enumerate(person.done):
        body = {"op_id": str(uuid.uuid4()), "base": base, **wish}
        client.post(f"masks/{mask}/interactions", body)
    assert np.array_equal(client.pixels(mask), person.shown)
