"""The clock is set while people click, forward and back: nobody is kept out, nothing is lost, no job hangs.

Our own processes run on libfaketime, which reads the offset from a file; their monotonic clock goes on,
as it does when an operator or the time service sets the clock of a machine.
"""

import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx
import numpy as np
import pytest

from tests import pictures
from tests.chaos.clock import Clock
from tests.chaos.people import Annotator, Person
from tests.client import Client
from tests.conftest import PASSWORD
from tests.server import Server, embedded, wait

pytestmark = [pytest.mark.services, pytest.mark.timeout(600)]
HOURS = 3600


@pytest.fixture(params=["embedded", "cluster"])
def clocked(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock
) -> Iterator[tuple[Server, Clock]]:
    """A server of either mode, and its clock."""
    if request.param == "cluster":
        yield request.getfixturevalue("cluster"), clock
        clock.set(0)
        return
    with embedded(tmp_path, clock.env) as server:
        yield server, clock
    clock.set(0)


def test_people_go_on_whatever_the_clock_says(clocked: tuple[Server, Clock]) -> None:
    server, clock = clocked
    client, over = Client(server), threading.Event()
    client.http.timeout = 60
    files = {f"p{n}.png": pictures.png(pictures.photo()) for n in range(3)}
    dataset = client.dataset(files)
    images = client.images(dataset)
    people = []
    for name in ("ann", "bob"):
        client.post("users", {"username": name, "password": PASSWORD})
        client.post(f"datasets/{dataset['id']}/members", {"username": name, "role": "annotator"})
        people.append(Person(server, name, PASSWORD))
    ann, bob = people
    masks = [client.post(f"images/{image['id']}/masks")["id"] for image in images]
    at_work = Annotator(ann, images[0]["id"], masks[0], 1, over, every=0.2)
    thread = threading.Thread(target=at_work.run, daemon=True)
    thread.start()

    def clicks(more: int) -> None:
        wanted = len(at_work.acknowledged) + more
        wait(lambda: len(at_work.acknowledged) >= wanted, 120, lambda: str(at_work.refused))

    def seen(offset: int) -> None:
        """Until the server's own answers say that it noticed."""
        wait(lambda: abs(_date(client) - time.time() - offset) < 60, 60)

    def lease(person: Person, image: dict) -> httpx.Response:
        return person.http.put(f"images/{image['id']}/lease", json={})

    clicks(5)
    assert lease(ann, images[1]).status_code == 200
    assert lease(bob, images[1]).status_code == 423

    clock.set(2 * HOURS)
    seen(2 * HOURS)
    clicks(5)
    # What nobody renewed has run out; what somebody works on has not.
    assert lease(bob, images[1]).status_code == 200
    assert lease(bob, images[0]).status_code == 423
    assert client.finished(_export(client, dataset))["state"] == "done"

    clock.set(-2 * HOURS)
    seen(-2 * HOURS)
    clicks(5)
    # What was written by a clock that was four hours ahead keeps nobody out.
    assert lease(ann, images[1]).status_code == 200
    assert lease(bob, images[0]).status_code == 423
    assert client.finished(_export(client, dataset))["state"] == "done"

    clock.set(0)
    seen(0)
    clicks(5)
    over.set()
    thread.join(120)
    assert not thread.is_alive() and at_work.refused == []
    history = client.get(f"masks/{masks[0]}/revisions", limit=200)["results"]
    told = [a["op_id"] for a in at_work.acknowledged if a["version"] > a["base"]]
    assert [row["op_id"] for row in reversed(history)] == told[-len(history) :]
    assert client.get(f"masks/{masks[0]}")["version"] == len(told)
    assert np.array_equal(client.pixels(masks[0]), at_work.shown)
    # Jobs of the server's own timer may have begun in these very minutes; none of any kind hangs.
    wait(lambda: client.get("jobs", state="queued,running")["results"] == [], 120)


def _export(client: Client, dataset: dict) -> dict:
    return client.post("exports", {"dataset": dataset["id"], "format": "png"})


def _date(client: Client) -> float:
    """What the server believes it is, from a moment that it writes down."""
    made = client.post("tokens", {"name": "clock"})
    client.http.delete(f"tokens/{made['id']}")
    return datetime.fromisoformat(made["created"]).timestamp()
