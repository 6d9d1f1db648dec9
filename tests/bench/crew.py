"""People who click for a bench, each with an account and a picture of their own."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from tests import server as servers
from tests.bench.clicking import KEYS, Photo
from tests.chaos.people import AGAIN, Person
from tests.client import Client, Socket, click

EVERY = 2.0
CLICKS = 12
EAGER, RUN_UP = 8, 3.0
# Longer than this nothing takes that goes on at all; then the bench says what hung, and ends.
HUNG = 300.0
LOGIN = "a password of the bench"


class Click(NamedTuple):
    """From the click to its patch, in milliseconds, and the moment of the patch."""

    took: float
    at: float


@dataclass
class Annotator:
    """One person at one picture, who clicks on the object and begins anew after a dozen clicks."""

    client: Client
    image: int
    spots: np.ndarray
    rng: random.Random

    def run(self, until: float, every: float) -> list[Click]:
        """Click until that moment."""
        done: list[Click] = []
        time.sleep(self.rng.uniform(0, every))
        with self.client.socket(self.image) as live:
            mask = base = 0
            while (began := time.monotonic()) < until:
                if len(done) % CLICKS == 0:
                    if mask:
                        self.client.http.delete(f"masks/{mask}")
                    mask, base = self.client.post(f"images/{self.image}/masks")["id"], 0
                    began = time.monotonic()
                x, y = self.rng.choice(self.spots)
                answer = _answered(live, {"mask": mask, **click(base, float(x), float(y))})
                done.append(Click((time.monotonic() - began) * 1000, time.monotonic()))
                base = answer["version"]
                time.sleep(max(0.0, every - (time.monotonic() - began)))
        return done


def _answered(live: Socket, body: dict[str, Any]) -> dict[str, Any]:
    """The answer, its patch read. As the page does, a click without an answer is sent again: it is
    done once, and took as long as it took.
    """
    live.send(**body)
    hung = time.monotonic() + HUNG
    while time.monotonic() < hung:
        message = live.either("answer", "error")
        if message["op_id"] != body["op_id"]:
            continue  # of an earlier click that was sent twice
        if message["type"] == "answer":
            if message["bbox"][2]:
                live.patch()
            return message
        assert message["code"] in AGAIN, message
        if message["code"] != "timeout":
            time.sleep(message.get("retry_after", 1))
        live.send(**body)
    raise TimeoutError(f"a click was not answered in {HUNG:.0f} s")


class Crew:
    """Annotators with accounts and pictures of their own."""

    def __init__(self, client: Client, count: int) -> None:
        drawn = [Photo.drawn(key, 1000, 1000, 1) for key in KEYS]
        pictures = [drawn[n % len(drawn)] for n in range(count)]
        moved = [Photo(np.roll(p.rgb, 40 * n, 1), np.roll(p.truth, 40 * n, 1))
                 for n, p in enumerate(pictures)]  # fmt: skip
        files = {f"images/{n:02}.jpg": photo.jpeg() for n, photo in enumerate(moved)}
        dataset = client.dataset(files)
        self.client = client
        self.people: list[Annotator] = []
        for number, image in enumerate(client.images(dataset)):
            name = f"annotator{number}"
            client.post("users", {"username": name, "password": LOGIN})
            member = {"username": name, "role": "annotator"}
            client.post(f"datasets/{dataset['id']}/members", member)
            rows, columns = np.nonzero(moved[number].truth)
            spots = np.column_stack([columns, rows])[::97] + 0.5
            person = Person(client.server, name, LOGIN)
            person.http.timeout = 30
            self.people.append(Annotator(person, image["id"], spots, random.Random(number)))

    def rest(self) -> None:
        """Until what was asked for so far, such as scores, is done: it is not measured with what follows."""

        def settled() -> bool:
            return all(queue["waiting"] == 0 for queue in self.client.get("system")["queues"])

        servers.wait(settled, HUNG, lambda: str(self.client.get("system")["queues"]))

    def work(self, count: int, lasts: float) -> list[float]:
        """The clicks of so many people in so many seconds."""
        return [done.took for done in self._all(count, lasts, EVERY)[1]]

    def flat_out(self, lasts: float) -> float:
        """Clicks a second when eight people click again as soon as they have their answer."""
        self.rest()
        self._all(EAGER, RUN_UP, 0.0)
        until, done = self._all(EAGER, lasts, 0.0)
        return sum(one.at <= until for one in done) / lasts

    def _all(self, count: int, lasts: float, every: float) -> tuple[float, list[Click]]:
        """When it was over, and what was clicked; whatever went wrong for one of them is raised."""
        until = time.monotonic() + lasts
        with ThreadPoolExecutor(count) as threads:
            runs = [threads.submit(p.run, until, every) for p in self.people[:count]]
        return until, [done for run in runs for done in run.result()]
