"""What `make cluster` starts, used and watched; that it ends is looked at when all tests are over."""

import os
import re
import signal
from pathlib import Path

import httpx
import pytest

from backend import precedence
from tests import pictures
from tests.client import Client, click
from tests.server import Server, wait

pytestmark = [pytest.mark.services, pytest.mark.timeout(500)]


def test_clicks_jobs_and_figures_pass_through_all_of_it(cluster: Server) -> None:
    client = Client(cluster)
    dataset = client.dataset({"a.png": pictures.png(pictures.photo())})
    (image,) = client.images(dataset)
    mask = client.post(f"images/{image['id']}/masks")
    path = f"masks/{mask['id']}/interactions"
    for base, x, y in ((0, 80.5, 60.5), (1, 20.5, 20.5), (2, 140.5, 100.5)):
        assert client.post(path, click(base, x, y))["base"] == base
    told = client.get("system")
    assert told["mode"] == "cluster" and told["database"] == "postgresql"
    empty = dict.fromkeys(("clicks", "score", "io", "batch"), 0)
    wait(lambda: _waiting(client) == empty, 120, lambda: str(_waiting(client)))
    text = httpx.get(f"{cluster.url}/metrics", headers=client.http.headers).text
    done = re.findall(r'koutu_interactions_total\{kind="click",outcome="done"\} (\S+)', text)
    assert len(done) == 1 and float(done[0]) >= 3
    assert 'koutu_queue_waiting{queue="clicks"} 0.0' in text


def _waiting(client: Client) -> dict[str, int]:
    return {queue["name"]: queue["waiting"] for queue in client.get("system")["queues"]}


def test_who_waits_for_a_click_goes_first(cluster: Server) -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert niceness(cluster, "clicks0") == own
    for queue in ("score", "io", "batch"):
        wait(lambda: niceness(cluster, f"{queue}0") == precedence.NICENESS, 60)  # noqa: B023


def niceness(cluster: Server, name: str) -> int:
    return os.getpriority(os.PRIO_PROCESS, spawned(cluster, name)[-1])


def test_a_process_that_is_killed_comes_back(cluster: Server) -> None:
    before = spawned(cluster, "clicks0")
    os.kill(before[-1], signal.SIGKILL)
    wait(lambda: len(spawned(cluster, "clicks0")) == len(before) + 1, 120, lambda: said(cluster))


def test_when_the_web_is_killed_its_processes_leave_the_port_to_those_that_come(
    cluster: Server,
) -> None:
    old = spawned(cluster, "web")[-1]
    were = children(old)
    assert len(were) >= cluster.webs
    os.kill(old, signal.SIGKILL)
    wait(lambda: not any(alive(pid) for pid in were), 120, lambda: said(cluster))

    def new_ones_serve() -> bool:
        new = spawned(cluster, "web")[-1]
        return new != old and len(children(new)) >= cluster.webs and cluster.serves()

    wait(new_ones_serve, 120, lambda: said(cluster))


def spawned(cluster: Server, name: str) -> list[int]:
    """The numbers of the processes that were started under this name, in order."""
    text = (cluster.folder / "log").read_text()
    return [int(pid) for pid in re.findall(rf"spawned: '{name}' with pid (\d+)", text)]


def said(cluster: Server) -> str:
    return (cluster.folder / "log").read_text()[-2000:]


def children(pid: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
