"""Sockets in the hands of a stranger's program: messages without end, and more of them than anybody makes."""

import json
import uuid

import pytest

from tests import pictures
from tests.client import WITHIN, Client, Socket, closed
from tests.server import Server

AT_ONCE = 200
MEGABYTES = 5


@pytest.fixture
def opened(server: Server) -> tuple[Client, int, int]:
    """A program, an image and a mask of its own."""
    client = Client(server)
    (image,) = client.images(client.dataset({"a.png": pictures.png(pictures.photo())}))
    return client, image["id"], client.post(f"images/{image['id']}/masks")["id"]


def test_a_message_of_megabytes_is_not_read_and_costs_its_sender_the_socket(opened) -> None:
    client, image, mask = opened
    with client.socket(image) as live:
        live.next("lease")
        live.connection.send(json.dumps({"filler": "x" * (MEGABYTES << 20)}))
        assert closed(live.connection) == 1009
    with client.socket(image) as again:
        again.send(type="ping")
        again.next("pong")


def test_of_hundreds_of_messages_a_second_each_is_answered_or_refused(opened) -> None:
    client, image, mask = opened
    with client.socket(image) as live:
        live.next("lease")
        wanted = {_stroke(live, mask, number) for number in range(AT_ONCE)}
        told = {}
        while wanted - told.keys():
            message = live.either("answer", "error", within=WITHIN)
            told[message["op_id"]] = message.get("code", "done")
        assert set(told.values()) <= {"done", "stale_base", "rate_limited", "timeout"}
        assert "rate_limited" in told.values()
        live.send(type="ping")
        live.next("pong")
    # One history came of it, whatever was refused.
    numbers = [r["number"] for r in client.get(f"masks/{mask}/revisions")["results"]]
    assert numbers == list(range(len(numbers), 0, -1))


def _stroke(live: Socket, mask: int, number: int) -> str:
    op_id = str(uuid.uuid4())
    place = [[5 + number % 150, 5 + number % 110]]
    live.send(mask=mask, op_id=op_id, base=0, kind="brush", points=place, radius=3, positive=True)
    return op_id
