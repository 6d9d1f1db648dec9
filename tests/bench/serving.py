"""The cluster under people: clicks of several at once, what more workers give, and large datasets.

PostgreSQL, Redis, web and workers are all of the bench's own; the annotators run beside them, on the same cores.
"""

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from tests import server as servers
from tests.bench.clicking import KEYS, Photo
from tests.bench.figures import Figure, of
from tests.bench.importing import archive, photos
from tests.chaos import services
from tests.chaos.people import Person
from tests.chaos.services import Cluster
from tests.client import Client, Socket, click

PEOPLE = (1, 5, 20)
EVERY = 2.0
LASTS = 45.0
WORKERS = (1, 2, 4)
CLICKS = 12
EAGER, RUN_UP, FLAT_OUT = 8, 3.0, 15.0
IMPORTED = 1000
SIZES = (1_000, 100_000)
TIMES = 40
LOGIN = "a password of the bench"


def measure() -> list[Figure]:
    """Everything; about ten minutes."""
    if lacking := services.missing():
        print(f"This needs its own PostgreSQL and Redis: {lacking}.", file=sys.stderr)
        return []
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Cluster(Path(folder), clicks=1)) as cluster,
    ):
        crew = Crew(Client(cluster), max(PEOPLE))
        figures, rate = [], {}
        for workers in WORKERS:
            _have(cluster, workers)
            if workers == 2:
                figures += _clicks(cluster, crew)
            rate[workers] = crew.flat_out()
        for workers in WORKERS:
            figures += _saturation(workers, rate)
        figures += _sizes(cluster, "")
    with tempfile.TemporaryDirectory() as folder, servers.embedded(Path(folder)) as server:
        return figures + _sizes(server, ".sqlite")


def _have(cluster: Cluster, workers: int) -> None:
    """So many workers for clicks, all ready."""
    cluster.add_workers(workers - len(cluster.workers))
    servers.wait(lambda: all(" ready." in w.log.read_text() for w in cluster.workers), 120)


def _clicks(cluster: Cluster, crew: "Crew") -> list[Figure]:
    """From click to patch with two workers: of so many people, each clicking every two seconds; then
    the same while photos come in.
    """
    figures = [of(f"service.click.{n}", crew.work(n)) for n in PEOPLE]
    files = photos(IMPORTED)
    for number in PEOPLE:
        with _importing(Client(cluster), files) as counts:
            figures.append(of(f"service.click.{number}.importing", crew.work(number)))
        speed = sum(counts) / LASTS
        figures.append(Figure(f"service.import.{number}", speed, "images/s", n=sum(counts)))
    return figures


def _saturation(workers: int, rate: dict[int, float]) -> list[Figure]:
    """Clicks a second; efficiency against as many times one worker as there are cores to use."""
    cores = len(os.sched_getaffinity(0))
    share = rate[workers] / (rate[1] * min(workers, cores))
    return [
        Figure(f"service.saturation.{workers}", rate[workers], "clicks/s"),
        Figure(f"service.saturation.{workers}.efficiency", share, ""),
    ]


@contextmanager
def _importing(client: Client, files: list[bytes]) -> Iterator[list[int]]:
    """One import of all the photos after the other while the block runs; fills in how many were taken."""
    over, begun, taken = threading.Event(), threading.Event(), [0]
    client.http.timeout = 120

    def again() -> None:
        while not over.is_set():
            dataset = client.post("datasets", {"name": "imported meanwhile"})
            send = {"file": ("photos.zip", archive(files, os.urandom(8)))}
            job = client.http.post(f"datasets/{dataset['id']}/imports", files=send).json()
            begun.set()
            while not over.wait(0.25):
                job = client.get(f"jobs/{job['id']}")
                if job["state"] != "running" and job["state"] != "queued":
                    break
            taken.append(client.get(f"jobs/{job['id']}")["done"])
            if over.is_set():
                client.http.delete(f"jobs/{job['id']}")

    thread = threading.Thread(target=again, daemon=True)
    thread.start()
    begun.wait(120)
    try:
        yield taken
    finally:
        over.set()
        thread.join(180)


@dataclass
class Annotator:
    """One person at one picture, who clicks on the object and begins anew after a dozen clicks."""

    client: Client
    image: int
    spots: np.ndarray
    rng: random.Random
    spent: list[float] = field(default_factory=list)

    def run(self, until: float, every: float) -> None:
        """Click until that moment; each click's time in `spent`, in milliseconds."""
        self.spent = []
        time.sleep(self.rng.uniform(0, every))
        with self.client.socket(self.image) as live:
            mask = base = 0
            while (began := time.monotonic()) < until:
                if len(self.spent) % CLICKS == 0:
                    mask, base = self.client.post(f"images/{self.image}/masks")["id"], 0
                    began = time.monotonic()
                x, y = self.rng.choice(self.spots)
                answer = _answered(live, {"mask": mask, **click(base, float(x), float(y))})
                self.spent.append((time.monotonic() - began) * 1000)
                base = answer["version"]
                time.sleep(max(0.0, every - (time.monotonic() - began)))


def _answered(live: Socket, body: dict[str, Any]) -> dict[str, Any]:
    """The answer, its patch read. As the page does, a click without an answer is sent again: it is
    done once, and took as long as it took.
    """
    while True:
        live.send(**body)
        message = live.either("answer", "error")
        if message["type"] == "answer":
            if message["bbox"][2]:
                live.patch()
            return message
        assert message["code"] == "timeout", message


class Crew:
    """Annotators with accounts and pictures of their own."""

    def __init__(self, client: Client, count: int) -> None:
        drawn = [Photo.drawn(key, 1000, 1000, 1) for key in KEYS]
        pictures = [drawn[n % len(drawn)] for n in range(count)]
        moved = [Photo(np.roll(p.rgb, 40 * n, 1), np.roll(p.truth, 40 * n, 1))
                 for n, p in enumerate(pictures)]  # fmt: skip
        files = {f"images/{n:02}.jpg": photo.jpeg() for n, photo in enumerate(moved)}
        dataset = client.dataset(files)
        self.people = []
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

    def work(self, count: int) -> list[float]:
        """The clicks of so many people in 45 s."""
        return self._all(count, LASTS, EVERY)

    def flat_out(self) -> float:
        """Clicks a second when eight people click again as soon as they have their answer."""
        self._all(EAGER, RUN_UP, 0.0)
        return len(self._all(EAGER, FLAT_OUT, 0.0)) / FLAT_OUT

    def _all(self, count: int, lasts: float, every: float) -> list[float]:
        until = time.monotonic() + lasts
        people = self.people[:count]
        threads = [threading.Thread(target=p.run, args=(until, every)) for p in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [spent for person in people for spent in person.spent]


def _sizes(server: servers.Server, kind: str) -> list[Figure]:
    """The same requests in a small and in a large dataset, in turn: list, open, next."""
    client = Client(server)
    datasets = {}
    for size in SIZES:
        made = subprocess.run(
            [sys.executable, "-m", "tests.bench.rows", str(size)],
            cwd=servers.ROOT, env=server.env, capture_output=True, text=True,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        datasets[size] = int(made.stdout.split()[-1])
    figures = []
    for name, act in REQUESTS.items():
        spent: dict[int, list[float]] = {size: [] for size in SIZES}
        for turn in range(TIMES):
            for size, dataset in datasets.items():
                start = time.perf_counter()
                after = act(client, dataset, turn)
                spent[size].append((time.perf_counter() - start) * 1000)
                if after:
                    after()
        small, large = (of(f"service.{size}{kind}.{name}", spent[size]) for size in SIZES)
        figures += [small, of(large.name, spent[SIZES[1]], baseline=small.value)]
    return figures


Act = Callable[[Client, int, int], Callable[[], Any] | None]


def _list(**query: Any) -> Act:
    def act(client: Client, dataset: int, turn: int) -> None:
        assert client.get("images", dataset=dataset, **query)["results"]

    return act


def _open(client: Client, dataset: int, turn: int) -> None:
    """Everything that the editor asks for before the first click, but the picture's pixels."""
    middle = client.get("images", dataset=dataset, limit=1, score_gte=turn / TIMES)["results"][0]
    client.get(f"images/{middle['id']}")
    for mask in client.get(f"images/{middle['id']}/masks")["results"]:
        client.pixels(mask["id"])
        client.get(f"masks/{mask['id']}/revisions")


def _next(client: Client, dataset: int, turn: int) -> Callable[[], Any]:
    image = client.post("queue/next", {"dataset": dataset, "kind": "annotate"})["image"]
    return lambda: client.http.delete(f"images/{image['id']}/lease")


REQUESTS: dict[str, Act] = {
    "list": _list(ordering="score"),
    "list.middle": _list(ordering="score", score_gte=0.5),
    "list.state": _list(ordering="-score", state="submitted"),
    "list.reason": _list(ordering="score", reason="hole"),
    "list.rare": _list(ordering="score", reason="cut"),
    "open": _open,
    "next": _next,
}
