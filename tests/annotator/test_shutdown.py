"""A server that is stopped says so: sockets close with the code that makes a page come back by itself."""

from pathlib import Path

import httpx
import pytest
import websockets.sync.client as sockets

from tests import pictures
from tests.client import WITHIN, Client, click, closed
from tests.server import Server, wait

RESTARTING = 1012


@pytest.mark.timeout(300)
def test_a_stopped_server_sends_its_pages_away_to_come_back(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.prepare()
    server.start()
    client = Client(server)
    dataset = client.dataset({"a.png": pictures.png(pictures.photo())})
    (image,) = client.images(dataset)
    mask = client.post(f"images/{image['id']}/masks")
    address = server.url.replace("http", "ws")
    ticket = client.post("auth/ticket")["ticket"]
    assert server.process is not None
    with sockets.connect(f"{address}/ws/v1/images/{image['id']}?ticket={ticket}") as live:
        live.recv(timeout=WITHIN)
        server.process.terminate()
        assert closed(live) == RESTARTING
    assert server.process.wait(60) == 0
    server.start()
    with client.socket(image["id"]) as again:
        again.send(mask=mask["id"], **click(0, 80.5, 60.5))
        assert again.next("answer")["version"] == 1
    server.stop()
    wait(lambda: _gone(server), 60)


def _gone(server: Server) -> bool:
    try:
        httpx.get(f"{server.url}/api/v1/health/live")
    except httpx.TransportError:
        return True
    return False
