"""The storm: people click while kill -9 hits one process after the other, the broker and the database among them.
Afterwards every acknowledged revision is in the history, in order, and every mask is the replay of its history.

Short by default; KOUTU_TEST_STORM_MINUTES=10 is the long one (`make chaos`).
"""

import os
import random
import threading
import time
import uuid
from collections.abc import Iterator

import numpy as np
import pytest

from tests import pictures
from tests.chaos import services
from tests.chaos.people import Annotator, Person
from tests.chaos.services import Cluster, Postgres, Process
from tests.client import Client
from tests.conftest import PASSWORD
from tests.services.conftest import missing

MINUTES = float(os.environ.get("KOUTU_TEST_STORM_MINUTES") or 1.5)
LONG = MINUTES >= 5
PEOPLE, KILL_EVERY = (20, 20.0) if LONG else (5, 12.0)
AGAIN = 2
pytestmark = [pytest.mark.services, pytest.mark.timeout(MINUTES * 60 + 900)]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of the test's own."""
    if lacking := services.missing():
        missing(lacking, RuntimeError("the storm starts its own services"))
    running = Cluster(tmp_path_factory.mktemp("storm"))
    yield running
    running.close()


def test_what_was_acknowledged_survives_the_storm(cluster: Cluster) -> None:
    client, over = Client(cluster), threading.Event()
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
    killed = _storm(cluster)
    over.set()
    for thread in threads:
        thread.join(240)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"

    acknowledged = sum(len(person.acknowledged) for person in people)
    pause = max(person.longest_pause for person in people)
    print(f"\nstorm: {MINUTES} min, {len(killed)} kills ({', '.join(killed)}), "
          f"{acknowledged} acknowledged, longest pause {pause:.1f} s")  # fmt: skip
    assert acknowledged >= PEOPLE * 2
    for person in people:
        _check(client, person)
    for person in people[:AGAIN]:
        _do_again(person)
    assert "All is well." in cluster.manage("doctor", "--deep")
    unfinished = client.get("jobs", state="queued,running")["results"]
    assert unfinished == []


def _storm(cluster: Cluster) -> list[str]:
    """Kill until the time is over; answers whom."""
    rng, killed = random.Random(1), []
    until = time.monotonic() + MINUTES * 60
    doomed: list[Process | Postgres] = []
    while time.monotonic() + KILL_EVERY < until:
        time.sleep(KILL_EVERY)
        if not doomed:  # by chance, but nobody twice before everybody had it once
            doomed = rng.sample(cluster.parts, len(cluster.parts))
        victim = doomed.pop()
        victim.kill()
        killed.append(victim.name)
    return killed


def _check(client: Client, person: Annotator) -> None:
    """The history has all that the person was told is done, once, in order; the mask is its replay."""
    page = client.get(f"masks/{person.mask}/revisions", limit=200)
    history = page["results"]
    while page["next"]:
        page = client.http.get(page["next"]).json()
        history += page["results"]
    by_number = {row["number"]: row for row in history}
    assert sorted(by_number) == list(range(1, len(history) + 1))
    told = [answer for answer in person.acknowledged if answer["version"] > answer["base"]]
    for answer in told:
        assert by_number[answer["version"]]["op_id"] == answer["op_id"]
    assert [answer["version"] for answer in told] == sorted({a["version"] for a in told})
    # One person alone on the mask: what was never answered was asked again until it was.
    assert len(told) == len(history), (len(told), len(history), person.refused)
    assert np.array_equal(client.pixels(person.mask), person.shown)


def _do_again(person: Annotator) -> None:
    """The same operations on a new mask, with nobody killed, make the same mask."""
    client = person.client
    mask = client.post(f"images/{person.image}/masks")["id"]
    for base, wish in enumerate(person.done):
        body = {"op_id": str(uuid.uuid4()), "base": base, **wish}
        client.post(f"masks/{mask}/interactions", body)
    assert np.array_equal(client.pixels(mask), person.shown)
