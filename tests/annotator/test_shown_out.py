"""Who is signed out or closed is shown out of open sockets at once."""

import httpx
import pytest
import websockets.sync.client as sockets

from tests import pictures
from tests.client import WITHIN, Client, closed

PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def client(server) -> Client:
    return Client(server)


@pytest.fixture(scope="module")
def image(client: Client) -> dict:
    dataset = client.dataset({"images/p.png": pictures.png(pictures.photo())})
    client.post("users", {"username": "guest", "password": PASSWORD})
    client.post(f"datasets/{dataset['id']}/members", {"username": "guest", "role": "annotator"})
    return client.images(dataset)[0]


def browser(server) -> httpx.Client:
    """A browser that is signed in as the guest."""
    out = httpx.Client(base_url=f"{server.url}/api/v1/", timeout=60)
    out.headers["X-CSRFToken"] = out.get("auth/csrf").json()["csrf"]
    login = {"username": "guest", "password": PASSWORD}
    assert out.post("auth/login", json=login).is_success
    out.headers["X-CSRFToken"] = out.cookies["csrftoken"]
    return out


def code_after(act, server, image: dict, page: httpx.Client) -> int:
    """The code that the page's socket is closed with once `act()` was done."""
    address = server.url.replace("http", "ws") + f"/ws/v1/images/{image['id']}"
    cookie = {"Cookie": f"koutu_session={page.cookies['koutu_session']}"}
    with sockets.connect(address, origin=server.url, additional_headers=cookie) as live:
        live.recv(timeout=WITHIN)
        act()
        return closed(live)


def test_a_session_that_is_ended_elsewhere_closes_its_sockets_alone(server, image) -> None:
    here, there = browser(server), browser(server)
    assert code_after(lambda: here.delete("sessions"), server, image, there) == 4401
    assert code_after(lambda: here.post("auth/logout"), server, image, here) == 4401


def test_a_closed_account_closes_its_sockets(server, client: Client, image) -> None:
    (guest,) = [u for u in client.get("users")["results"] if u["username"] == "guest"]

    def close() -> None:
        client.http.patch(f"users/{guest['id']}", json={"is_active": False})

    assert code_after(close, server, image, browser(server)) == 4401
