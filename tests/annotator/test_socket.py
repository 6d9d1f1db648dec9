"""The live protocol, against a running server in a process of its own."""

import json
import threading
import uuid
from collections.abc import Callable
from contextlib import ExitStack

import httpx
import numpy as np
import pytest
import websockets.sync.client as sockets
from websockets.exceptions import ConnectionClosed

from tests import pictures
from tests import server as servers
from tests.client import WITHIN, Client, Socket, bits, click, closed, painted

RING = [[10, 20], [50, 20], [50, 60], [10, 60]]
TOOLS: dict[str, dict] = {
    "box": {"box": [25, 20, 110, 80]},
    "wand": {"x": 80.5, "y": 60.5, "tolerance": 60, "positive": False},
    "polygon": {"points": RING, "positive": True},
    "lasso": {"points": RING[1:], "positive": False},
    "superpixel": {"cells": "large", "ids": [0, 1], "positive": True},
    "brush": {"points": [[120, 100], [140, 100]], "radius": 5, "positive": True},
    "scribble": {"points": [[60, 60], [100, 60]], "radius": 4, "positive": True, "zoom": 1},
    "cleanup": {"action": "invert"},
    "undo": {},
    "redo": {},
}


@pytest.fixture(scope="module")
def client(server) -> Client:
    return Client(server)


@pytest.fixture(scope="module")
def dataset(client: Client) -> dict:
    rough = pictures.png(pictures.ellipse(shrink=0.5))
    files = {f"images/p{n}.png": pictures.png(pictures.photo()) for n in range(6)}
    return client.dataset(files | {"masks/p5.png": rough})


@pytest.fixture
def image(client: Client, dataset: dict) -> dict:
    """An image of the dataset that the test has for itself."""
    return client.images(dataset)[0]


@pytest.fixture
def mask(client: Client, image: dict) -> dict:
    return client.post(f"images/{image['id']}/masks")


def test_a_click_comes_back_as_json_and_one_frame(client, image, mask) -> None:
    with client.socket(image["id"]) as live:
        assert live.next("lease")["image"] == image["id"]
        shown = np.zeros((pictures.HEIGHT, pictures.WIDTH), bool)
        version = 0
        for x, y in [(80.5, 60.5), (110.5, 66.5), (20.5, 20.5), (80.5, 60.5)]:
            body = click(version, x, y, positive=not shown[int(y), int(x)])
            live.send(mask=mask["id"], **body)
            answer = live.next("answer")
            assert answer["op_id"] == body["op_id"] and "patch" not in answer
            if answer["bbox"][2]:
                op_id, patch = live.patch()
                assert op_id == body["op_id"]
                shown = painted(shown, answer, patch)
            version = answer["version"]
            assert (shown == client.pixels(mask["id"])).all()
        assert version == 4
        twin = client.post(f"masks/{mask['id']}/interactions", body)
        assert {k: v for k, v in twin.items() if k != "patch"} == {
            k: v for k, v in answer.items() if k != "type"
        }


def test_every_tool_answers_alike_on_the_socket_and_over_http(client, image, mask) -> None:
    """Each kind once over the socket; the same again over HTTP is the stored answer."""
    with client.socket(image["id"]) as live:
        live.next("lease")
        shown = np.zeros((pictures.HEIGHT, pictures.WIDTH), bool)
        for version, (kind, fields) in enumerate(TOOLS.items()):
            body = {"op_id": str(uuid.uuid4()), "base": version, "kind": kind, **fields}
            live.send(mask=mask["id"], **body)
            answer = live.next("answer")
            assert (answer["kind"], answer["version"]) == (kind, version + 1)
            op_id, patch = live.patch()
            assert op_id == body["op_id"]
            shown = painted(shown, answer, patch)
            assert (shown == client.pixels(mask["id"])).all(), kind
            twin = client.post(f"masks/{mask['id']}/interactions", body)
            assert {k: v for k, v in twin.items() if k != "patch"} == {
                k: v for k, v in answer.items() if k != "type"
            }


def test_others_see_it_and_the_own_page_is_not_told_twice(client, image, mask) -> None:
    with client.socket(image["id"]) as mine, client.socket(image["id"]) as other:
        for live in (mine, other):
            live.next("lease")
        body = click(0, 80.5, 60.5)
        mine.send(mask=mask["id"], **body)
        news = other.next("revision")
        assert (news["mask"], news["version"], news["op_id"]) == (mask["id"], 1, body["op_id"])
        assert news["author"]["username"] == "admin"
        _, patch = other.patch()
        x, y, width, height = news["bbox"]
        seen = client.pixels(mask["id"])[y : y + height, x : x + width]
        assert (bits(patch, width, height) == seen).all()
        mine.next("answer")
        mine.patch()
        mine.send(type="ping")
        kinds = []
        while "pong" not in kinds:
            kinds.append(json.loads(mine.connection.recv(timeout=WITHIN))["type"])
        assert "revision" not in kinds


def test_http_clicks_reach_the_sockets(client, image, mask) -> None:
    with client.socket(image["id"]) as live:
        live.next("lease")
        client.post(f"masks/{mask['id']}/interactions", click(0, 80.5, 60.5))
        assert live.next("revision")["version"] == 1


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"kind": "nothing"}, "unknown_kind"),
        ({"base": 7}, "stale_base"),
        ({"x": -1}, "point_outside"),
        ({"mask": 999999}, "not_found"),
        ({"mask": None}, "invalid_interaction"),
        ({"op_id": "x"}, "op_id_malformed"),
    ],
)
def test_refusals_are_problems_with_the_op_id(client, image, mask, message, code) -> None:
    with client.socket(image["id"]) as live:
        body = {"mask": mask["id"]} | click(0, 80.5, 60.5) | message
        live.send(**body)
        error = live.next("error")
        assert (error["code"], error["op_id"]) == (code, body["op_id"])
        assert error["status"] >= 400 and error["detail"]


def test_an_interaction_is_answered_once_however_often_and_however_spelled_it_is_sent(
    client, image, mask
) -> None:
    first, second = click(0, 80.5, 60.5), click(1, 20.5, 20.5)
    with client.socket(image["id"]) as live:
        live.next("lease")
        for spelled in (first["op_id"].upper().replace("-", ""), first["op_id"]):
            live.send(mask=mask["id"], **first | {"op_id": spelled})
        assert live.next("answer")["op_id"] == first["op_id"]
        live.send(mask=mask["id"], **second)
        assert live.next("answer")["op_id"] == second["op_id"]


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '"x"', "null", "{}"])
def test_nonsense_is_answered_and_the_socket_stays(client, image, text: str) -> None:
    with client.socket(image["id"]) as live:
        live.connection.send(text)
        assert live.next("error")["status"] == 400
        live.connection.send(b"\x00\x01")
        assert live.next("error")["code"] == "malformed"
        live.send(type="ping")
        assert live.next("pong")


def test_a_message_that_is_too_large_is_refused(client, image) -> None:
    with client.socket(image["id"]) as live:
        live.send(filler="x" * 300_000)
        assert live.next("error")["code"] == "too_large"


def turned_away(address: str, **options) -> int:
    """The code that the server closes this socket with."""
    with sockets.connect(address, **options) as live:
        return closed(live)


def test_only_people_with_a_ticket_or_a_page_of_ours_get_in(client, server, image) -> None:
    address = server.url.replace("http", "ws") + f"/ws/v1/images/{image['id']}"
    browser = httpx.Client(base_url=f"{server.url}/api/v1/", timeout=60)
    csrf = browser.get("auth/csrf").json()["csrf"]
    login = {"username": "admin", "password": servers.PASSWORD}
    assert browser.post("auth/login", json=login, headers={"X-CSRFToken": csrf}).is_success
    cookie = {"Cookie": f"koutu_session={browser.cookies['koutu_session']}"}
    ours, theirs = server.url, "https://evil.example"

    with sockets.connect(address, origin=ours, additional_headers=cookie) as live:
        assert json.loads(live.recv(timeout=WITHIN))["type"] == "lease"
    assert turned_away(address, origin=theirs, additional_headers=cookie) == 4403
    assert turned_away(address, additional_headers=cookie) == 4403
    assert turned_away(address, origin=ours) == 4401
    assert turned_away(f"{address}?ticket=guess") == 4401
    ticket = client.post("auth/ticket")["ticket"]
    with sockets.connect(f"{address}?ticket={ticket}") as live:
        live.recv(timeout=WITHIN)
    assert turned_away(f"{address}?ticket={ticket}") == 4401
    fresh = client.post("auth/ticket")["ticket"]
    assert turned_away(f"{address.rpartition('/')[0]}/99999?ticket={fresh}") == 4404


def test_of_two_clicks_on_one_version_one_wins(client, image, mask) -> None:
    """Two pages, the same base, at the same moment, many times over."""
    with client.socket(image["id"]) as one, client.socket(image["id"]) as two:
        for version in range(8):
            together = threading.Barrier(2)
            outcome: dict[int, dict] = {}

            def run(number: int, live, base=version, together=together, outcome=outcome) -> None:
                body = {
                    "op_id": str(uuid.uuid4()), "base": base, "kind": "brush", "radius": 2,
                    "points": [[10 + 6 * base, 20 + 50 * number]], "positive": True,
                }  # fmt: skip
                together.wait()
                live.send(mask=mask["id"], **body)
                outcome[number] = live.next("answer", "error")

            threads = [
                threading.Thread(target=run, args=(n, live)) for n, live in enumerate((one, two))
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            codes = sorted(answer.get("code", "won") for answer in outcome.values())
            assert codes == ["stale_base", "won"]
    assert client.get(f"masks/{mask['id']}")["version"] == 8


def test_a_prelabel_is_there_when_its_image_is_opened(client, dataset) -> None:
    image = client.images(dataset)[5]
    (mask,) = client.get(f"images/{image['id']}/masks")["results"]
    assert (mask["version"], mask["protected"]) == (1, True)
    assert (client.pixels(mask["id"]) == pictures.ellipse(shrink=0.5)).all()


def test_who_is_no_member_any_more_is_shown_out(client, server, dataset, image) -> None:
    login = {"username": "leaver", "password": "a long enough password"}
    client.post("users", login)
    role = {"username": "leaver", "role": "viewer"}
    member = client.post(f"datasets/{dataset['id']}/members", role)
    token = client.http.post("auth/tokens", json=login, headers={"Authorization": ""}).json()
    own = {"Authorization": f"Token {token['token']}"}
    ticket = client.http.post("auth/ticket", headers=own).json()["ticket"]
    address = server.url.replace("http", "ws") + f"/ws/v1/images/{image['id']}?ticket={ticket}"
    with sockets.connect(address) as live:
        live.recv(timeout=WITHIN)
        assert client.http.delete(f"members/{member['id']}").status_code == 204
        assert closed(live) == 4404


def test_one_person_has_at_most_eight_sockets_of_a_process(client, server, dataset, image) -> None:
    # Somebody of the test's own: what others closed, the server may still be about to notice.
    opener = member(client, dataset, "opener", "viewer")
    opened = 0
    with ExitStack() as stack, pytest.raises(ConnectionClosed) as refused:
        while opened <= 8 * server.webs:
            stack.enter_context(opener.socket(image["id"])).next("lease")
            opened += 1
    assert refused.value.rcvd.code == 4429 and 8 <= opened <= 8 * server.webs


def leased(live: Socket, fits: Callable[[dict], object]) -> dict:
    """The first news of the lease that fits."""
    while True:
        news = live.next("lease")
        if fits(news):
            return news


def test_the_holders_page_is_asked_and_both_are_told(client, dataset, image) -> None:
    asker = member(client, dataset, "asker", "annotator")
    path = f"images/{image['id']}/lease"
    assert client.http.put(path, json={}).json()["mine"] is True
    with client.socket(image["id"]) as mine, asker.socket(image["id"]) as theirs:
        assert leased(mine, lambda news: True)["mine"] is True
        assert leased(theirs, lambda news: True)["mine"] is False
        asked = asker.http.put(path, json={"take_over": True})
        assert (asked.status_code, asked.json()["code"]) == (423, "lease_held")
        question = leased(mine, lambda news: news["holder"]["asker"])
        assert (question["mine"], question["holder"]["asker"]["username"]) == (True, "asker")
        assert client.http.put(path, json={"answer": "refuse"}).is_success
        leased(theirs, lambda news: (news["holder"]["asker"] or {}).get("refused"))
        # Given back, it is free; taken by the other, it is theirs.
        assert client.http.delete(path).status_code == 204
        leased(theirs, lambda news: news["holder"] is None)
        assert asker.http.put(path, json={}).json()["mine"] is True
        leased(mine, lambda news: news["holder"] and not news["mine"])
        assert asker.http.delete(path).status_code == 204


def member(client: Client, dataset: dict, name: str, role: str) -> Client:
    """Another person's program; the person is a member of the dataset."""
    login = {"username": name, "password": "a long enough password"}
    client.post("users", login)
    client.post(f"datasets/{dataset['id']}/members", {"username": name, "role": role})
    return Client(client.server, **login)
