"""A simulated annotator: clicks, waits for the answer, repeats what was not answered, loses nothing."""

import contextlib
import json
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx
import numpy as np
import websockets.exceptions
import websockets.sync.client as sockets

from tests import pictures
from tests.client import Client, painted
from tests.server import Server

ANSWERED_WITHIN = 6.0
PATIENCE = 180.0
LOST = (OSError, EOFError, TimeoutError, httpx.HTTPError, websockets.exceptions.WebSocketException)
AGAIN = {"timeout", "queue_unreachable", "unavailable", "internal", "rate_limited", "lease_held"}


class Person(Client):
    """A program with a key of somebody's own, which does not wait for long."""

    def __init__(self, server: Server, username: str, password: str) -> None:
        super().__init__(server, username, password)
        self.http.timeout = 10


@dataclass
class Annotator:
    """One person on one mask, at it until `over`. `acknowledged` is what the server said was done,
    `done` what it was asked for where that made a revision.
    """

    client: Client
    image: int
    mask: int
    seed: int
    over: threading.Event
    every: float = 2.0
    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    done: list[dict[str, Any]] = field(default_factory=list)
    waits: list[tuple[float, float]] = field(default_factory=list)
    """When each operation was asked for, by the monotonic clock, and the seconds until it was done."""
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shown = np.zeros((pictures.HEIGHT, pictures.WIDTH), bool)
        self.version = 0
        self.live: sockets.ClientConnection | None = None

    def run(self) -> None:
        """Work until it is over; the last operation is seen through."""
        rng = random.Random(self.seed)
        while not self.over.is_set():
            began = time.monotonic()
            self.do(self._wish(rng))
            self.waits.append((began, time.monotonic() - began))
            self.over.wait(max(0.0, self.every - (time.monotonic() - began)))
        if self.live is not None:
            self.live.close()

    def do(self, wish: dict[str, Any]) -> None:
        """Have the operation done, however often it takes to ask."""
        deadline = time.monotonic() + PATIENCE
        body = {"op_id": str(uuid.uuid4()), "base": self.version, "mask": self.mask, **wish}
        while time.monotonic() < deadline:
            try:
                answer, patch = self._ask(body)
            except LOST:
                self._forget()
                time.sleep(0.5)
                continue
            if answer["type"] == "answer":
                self.version = answer["version"]
                self.shown = painted(self.shown, answer, patch)
                self.acknowledged.append(answer)
                if answer["version"] > answer["base"]:
                    self.done.append(wish)
                return
            if answer["code"] not in AGAIN:
                self.refused.append(answer["code"])
                return
            time.sleep(0.5)
        self.refused.append(f"no answer for {PATIENCE:.0f} s")

    def _ask(self, body: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        if self.live is None:
            answer = self.client.http.post("auth/ticket")
            if not answer.is_success:
                raise OSError(answer.text)
            ticket = answer.json()["ticket"]
            address = self.client.server.url.replace("http", "ws")
            self.live = sockets.connect(
                f"{address}/ws/v1/images/{self.image}?ticket={ticket}",
                open_timeout=10, close_timeout=1, legacy=True,
            )  # fmt: skip
        self.live.send(json.dumps(body))
        until = time.monotonic() + ANSWERED_WITHIN
        while True:
            data = self.live.recv(timeout=max(0.1, until - time.monotonic()))
            if not isinstance(data, str):
                continue
            message = json.loads(data)
            if message.get("op_id") == body["op_id"] and message["type"] in ("answer", "error"):
                changed = message["type"] == "answer" and message["bbox"][2]
                patch = self.live.recv(timeout=5)[16:] if changed else b""
                return message, patch

    def _forget(self) -> None:
        if self.live is not None:
            with contextlib.suppress(LOST):
                self.live.close()
        self.live = None

    def _wish(self, rng: random.Random) -> dict[str, Any]:
        x, y = rng.uniform(5, pictures.WIDTH - 5), rng.uniform(5, pictures.HEIGHT - 5)
        positive = not self.shown[int(y), int(x)]
        if rng.random() < 0.3:
            return {"kind": "click", "x": x, "y": y, "positive": positive}
        return {"kind": "brush", "points": [[x, y], [x + 4, y]], "radius": 4, "positive": positive}
