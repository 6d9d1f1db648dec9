"""`make cluster` as it is: the watcher's own configuration, started, used, and stopped."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests import pictures
from tests.client import Client, click
from tests.server import ROOT, Server, wait

pytestmark = [pytest.mark.services, pytest.mark.timeout(500)]
SHOW = (
    "import sys; from pathlib import Path; sys.path.insert(0, 'backend/launch'); import cluster; "
    "print(cluster.text(Path(sys.argv[1]), '127.0.0.1', int(sys.argv[2])))"
)


def configuration(server: Server) -> str:
    """What `make cluster` would hand to the watcher, with this Python instead of the one it installs."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW, str(server.folder), str(server.port)],
        cwd=ROOT, env=server.env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return re.sub(r"command=\S+/python", f"command={sys.executable}", done.stdout)


@pytest.fixture(scope="module")
def cluster(
    tmp_path_factory: pytest.TempPathFactory, database: str, broker: str
) -> Iterator[Server]:
    """All processes of the cluster, two of each that there may be several of."""
    folder: Path = tmp_path_factory.mktemp("topology")
    server = Server(folder, {
        "KOUTU_DATABASE_URL": database, "KOUTU_REDIS_URL": broker, "KOUTU_WEB_PROCESSES": "2",
        "KOUTU_CLICK_WORKERS": "2", "KOUTU_THREADS": "1",
    })  # fmt: skip
    server.prepare()
    file, log = folder / "supervisord.conf", folder / "log"
    file.write_text(configuration(server))
    with log.open("ab") as out:
        server.process = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "-c", str(file)],
            cwd=ROOT, env=server.env, stdout=out, stderr=out,
        )  # fmt: skip
    try:
        wait(server._ready, 180, lambda: log.read_text()[-3000:])
        yield server
    finally:
        server.process.terminate()
        code = server.process.wait(60)
    assert code == 0
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{server.url}/api/v1/health/live")
    assert _still_there(file.parent) == []


def _still_there(folder: Path) -> list[str]:
    """Processes that have this cluster's data folder in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"KOUTU_DATA_DIR={folder}\0" in (process / "environ").read_text(errors="replace"):
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return [line for line in found if line and str(os.getpid()) not in line]


def test_clicks_jobs_and_figures_pass_through_all_of_it(cluster: Server) -> None:
    client = Client(cluster)
    dataset = client.dataset({"a.png": pictures.png(pictures.photo())})
    (image,) = client.images(dataset)
    mask = client.post(f"images/{image['id']}/masks")
    path, first = f"masks/{mask['id']}/interactions", click(0, 80.5, 60.5)
    # The workers for clicks may still be starting; the same op_id is done once.
    wait(lambda: client.http.post(path, json=first).status_code == 200, 120)
    for base, x, y in ((1, 20.5, 20.5), (2, 140.5, 100.5)):
        assert client.post(path, click(base, x, y))["base"] == base
    told = client.get("system")
    assert told["mode"] == "cluster" and told["database"] == "postgresql"
    assert {q["name"]: q["waiting"] for q in told["queues"]} == dict.fromkeys(
        ("clicks", "score", "io", "batch"), 0
    )
    text = httpx.get(f"{cluster.url}/metrics", headers=client.http.headers).text
    done = re.findall(r'koutu_interactions_total\{kind="click",outcome="done"\} (\S+)', text)
    assert len(done) == 1 and float(done[0]) >= 3
    assert 'koutu_queue_waiting{queue="clicks"} 0.0' in text


def test_a_process_that_is_killed_comes_back(cluster: Server) -> None:
    log = cluster.folder / "log"
    pids = re.findall(r"spawned: 'clicks0' with pid (\d+)", log.read_text())
    os.kill(int(pids[-1]), 9)
    wait(
        lambda: len(re.findall(r"spawned: 'clicks0'", log.read_text())) == len(pids) + 1, 60,
        lambda: log.read_text()[-2000:],
    )  # fmt: skip
