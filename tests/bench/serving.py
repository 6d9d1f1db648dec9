"""The cluster under people: clicks of several at once, what more workers give, and large datasets.

PostgreSQL, Redis, web and workers are all of the bench's own; the annotators run beside them, on the same cores.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import server as servers
from tests.bench.crew import EAGER, HUNG, Crew
from tests.bench.figures import Figure, Missing, of
from tests.bench.importing import archive, photos
from tests.chaos import services
from tests.chaos.services import Cluster
from tests.client import Client


@dataclass(frozen=True)
class Extent:
    """How much is measured; times in seconds."""

    people: tuple[int, ...] = (1, 5, 20)
    lasts: float = 45.0
    workers: tuple[int, ...] = (1, 2, 4)
    flat_out: float = 15.0
    imported: int = 1000
    sizes: tuple[int, int] = (1_000, 100_000)
    times: int = 40


# Shows that everything runs; too short for figures.
QUICK = Extent((1, 3), 8.0, (1, 2), 3.0, 60, (1_000, 3_000), 4)


def measure(extent: Extent = Extent()) -> Iterator[Figure]:
    """Everything, each figure when it is known; about fifteen minutes, of a QUICK one two."""
    if lacking := services.missing():
        raise Missing(f"{lacking}; this starts its own services")
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Cluster(Path(folder), clicks=1)) as cluster,
    ):
        crew = Crew(Client(cluster), max(*extent.people, EAGER))
        rate: dict[int, float] = {}
        for workers in extent.workers:
            _have(cluster, workers)
            if workers == 2:
                yield from _clicks(cluster, crew, extent)
            rate[workers] = crew.flat_out(extent.flat_out)
            yield from _saturation(workers, rate)
        yield from _sizes(cluster, "", extent)
    with tempfile.TemporaryDirectory() as folder, servers.embedded(Path(folder)) as server:
        yield from _sizes(server, ".sqlite", extent)


def _have(cluster: Cluster, workers: int) -> None:
    """So many workers for clicks, all ready."""
    cluster.add_workers(workers - len(cluster.workers))
    servers.wait(lambda: all(" ready." in w.log.read_text() for w in cluster.workers), 120)


def _clicks(cluster: Cluster, crew: Crew, extent: Extent) -> Iterator[Figure]:
    """From click to patch with two workers: of so many people, each clicking every two seconds; then
    the same while photos come in.
    """
    for number in extent.people:
        crew.rest()
        yield of(f"service.click.{number}", crew.work(number, extent.lasts))
    files = photos(extent.imported)
    for number in extent.people:
        crew.rest()
        with _importing(Client(cluster), files) as counts:
            figure = of(f"service.click.{number}.importing", crew.work(number, extent.lasts))
        yield figure
        speed = sum(counts) / extent.lasts
        yield Figure(f"service.import.{number}", speed, "images/s", n=sum(counts))


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
    over, taken = threading.Event(), [0]
    client.http.timeout = HUNG

    def begin() -> dict[str, Any]:
        dataset = client.post("datasets", {"name": "imported meanwhile"})
        send = {"file": ("photos.zip", archive(files, os.urandom(8)))}
        answer = client.http.post(f"datasets/{dataset['id']}/imports", files=send)
        assert answer.status_code == 202, answer.text
        return dict(answer.json())

    def follow(job: dict[str, Any]) -> None:
        while not over.wait(0.25):
            job = client.get(f"jobs/{job['id']}")
            assert job["state"] in ("queued", "running", "done"), job
            if job["state"] == "done":
                taken.append(job["done"])
                job = begin()
        taken.append(client.get(f"jobs/{job['id']}")["done"])
        client.http.delete(f"jobs/{job['id']}")

    with ThreadPoolExecutor(1) as thread:
        following = thread.submit(follow, begin())
        try:
            yield taken
        finally:
            over.set()
            following.result(HUNG)


def _sizes(server: servers.Server, kind: str, extent: Extent) -> Iterator[Figure]:
    """The same requests in a small and in a large dataset, in turn: list, open, next."""
    client = Client(server)
    datasets = {}
    for size in extent.sizes:
        made = subprocess.run(
            [sys.executable, "-m", "tests.bench.rows", str(size)],
            cwd=servers.ROOT, env=server.env, capture_output=True, text=True, timeout=6 * HUNG,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        datasets[size] = int(made.stdout.split()[-1])
    for name, act in REQUESTS.items():
        spent: dict[int, list[float]] = {size: [] for size in extent.sizes}
        for turn in range(extent.times):
            for size, dataset in datasets.items():
                start = time.perf_counter()
                after = act(client, dataset, turn / extent.times)
                spent[size].append((time.perf_counter() - start) * 1000)
                if after:
                    after()
        small, large = (of(f"service.{size}{kind}.{name}", spent[size]) for size in extent.sizes)
        yield small
        yield of(large.name, spent[extent.sizes[1]], baseline=small.value)


Act = Callable[[Client, int, float], Callable[[], Any] | None]


def _list(**query: Any) -> Act:
    def act(client: Client, dataset: int, turn: float) -> None:
        assert client.get("images", dataset=dataset, **query)["results"]

    return act


def _open(client: Client, dataset: int, turn: float) -> None:
    """Everything that the editor asks for before the first click, but the picture's pixels."""
    found = client.get("images", dataset=dataset, limit=1, ordering="score", score_gte=turn)
    middle = found["results"][0]
    client.get(f"images/{middle['id']}")
    for mask in client.get(f"images/{middle['id']}/masks")["results"]:
        client.pixels(mask["id"])
        client.get(f"masks/{mask['id']}/revisions")


def _next(client: Client, dataset: int, turn: float) -> Callable[[], Any]:
    image = client.post("queue/next", {"dataset": dataset, "kind": "annotate"})["image"]
    return lambda: client.http.delete(f"images/{image['id']}/lease")


REQUESTS: dict[str, Act] = {
    "list": _list(ordering="score"),
    "list.middle": _list(ordering="score", score_gte=0.5),
    "list.state": _list(ordering="-score", state="submitted"),
    "list.reason": _list(ordering="score", reason="hole"),
    "list.rare": _list(ordering="score", reason="cut"),
    "list.edit": _list(ordering="-edit"),
    "list.edit.rare": _list(ordering="-edit", reason="cut"),
    "open": _open,
    "next": _next,
}
