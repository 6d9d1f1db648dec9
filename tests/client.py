"""Another program that uses the HTTP API and the socket."""

import base64
import io
import json
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import numpy as np
import websockets.sync.client as sockets
from PIL import Image as Pillow
from websockets.exceptions import ConnectionClosed

from tests import server as servers
from tests.server import Server

# How long anything may take on a machine that is busy with other tests.
WITHIN = 100.0


class Client:
    """A program with a key of a person, by default of the server's administrator."""

    def __init__(
        self, server: Server, username: str = "admin", password: str = servers.PASSWORD
    ) -> None:
        self.server = server
        self.http = httpx.Client(base_url=f"{server.url}/api/v1/", timeout=60)
        login = {"username": username, "password": password}
        token = self.http.post("auth/tokens", json=login).json()["token"]
        self.http.headers["Authorization"] = f"Token {token}"

    def get(self, path: str, **params: Any) -> Any:
        """GET, which has to be answered 200."""
        return self._json(self.http.get(path, params=params))

    def post(self, path: str, body: Any = None) -> Any:
        """POST, which has to be answered 2xx."""
        return self._json(self.ask(path, {} if body is None else body))

    def ask(self, path: str, body: Any) -> httpx.Response:
        """POST; as pages do, once more with the same op_id while no worker has the time for it."""
        answers: list[httpx.Response] = []

        def answered() -> bool:
            answers.append(self.http.post(path, json=body))
            return answers[-1].status_code != httpx.codes.GATEWAY_TIMEOUT

        servers.wait(answered, WITHIN, lambda: answers[-1].text)
        return answers[-1]

    def dataset(self, files: dict[str, bytes]) -> dict[str, Any]:
        """A new dataset with these files imported."""
        dataset = self.post("datasets", {"name": f"d {uuid.uuid4().hex[:6]}"})
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        answer = self.http.post(
            f"datasets/{dataset['id']}/imports", files={"file": ("files.zip", packed.getvalue())}
        )
        assert answer.status_code == 202, answer.text
        job = self.finished(answer.json())
        assert job["state"] == "done", job
        return dataset

    def finished(self, job: dict[str, Any]) -> dict[str, Any]:
        """The job when it is over."""
        seen = {"job": job}

        def over() -> bool:
            seen["job"] = self.get(f"jobs/{job['id']}")
            return seen["job"]["state"] in ("done", "failed", "cancelled")

        servers.wait(over, WITHIN, lambda: str(seen["job"]))
        return seen["job"]

    def images(self, dataset: dict[str, Any]) -> list[dict[str, Any]]:
        """The dataset's images by key."""
        return self.get("images", dataset=dataset["id"], ordering="key")["results"]

    def scored(self, dataset: dict[str, Any]) -> None:
        """Come back when every mask of the dataset with pixels has its score."""
        masks = [
            mask["id"]
            for image in self.images(dataset)
            for mask in self.get(f"images/{image['id']}/masks")["results"]
            if mask["version"]
        ]
        for mask in masks:
            servers.wait(lambda m=mask: self.get(f"masks/{m}")["score"] is not None, WITHIN)

    def pixels(self, mask: int) -> np.ndarray:
        """The whole mask, (height, width) bool."""
        answer = self.http.get(f"masks/{mask}", headers={"Accept": "image/png"})
        assert answer.status_code == 200, answer.text
        return np.asarray(Pillow.open(io.BytesIO(answer.content))) > 127

    @contextmanager
    def socket(self, image: int) -> Iterator["Socket"]:
        """An open socket on the image, by a ticket."""
        ticket = self.post("auth/ticket")["ticket"]
        address = self.server.url.replace("http", "ws") + f"/ws/v1/images/{image}?ticket={ticket}"
        with sockets.connect(address, max_size=2**26) as connection:
            yield Socket(connection)

    def _json(self, answer: httpx.Response) -> Any:
        assert answer.is_success, f"{answer.request.method} {answer.url}: {answer.text}"
        return answer.json() if answer.content else None


class Socket:
    """A page's socket."""

    def __init__(self, connection: sockets.ClientConnection) -> None:
        self.connection = connection
        self.sent: dict[Any, dict[str, Any]] = {}
        self.again: set[str] = set()
        self.answered: set[str] = set()

    def send(self, **message: Any) -> None:
        """Send a message."""
        self.sent[message.get("op_id")] = message
        self.connection.send(json.dumps(message))

    def next(self, *kinds: str) -> dict[str, Any]:
        """The next message of one of these types; those of other types are passed over. As pages do, what
        no worker had the time for is sent again; it may then be answered twice, and is returned once.
        """
        while True:
            message = self.either(*kinds, "error")
            op_id = message.get("op_id")
            if message.get("code") == "timeout" and op_id in self.sent:
                self.again.add(op_id)
                self.send(**self.sent[op_id])
            elif message["type"] != "answer" or op_id not in self.again & self.answered:
                assert message["type"] in kinds, message
                self.answered.add(str(op_id))
                return message

    def either(self, *kinds: str, within: float = WITHIN) -> dict[str, Any]:
        """As `next`, where an error is nothing special. Raises TimeoutError."""
        while True:
            data = self.connection.recv(timeout=within)
            if isinstance(data, str):
                message: dict[str, Any] = json.loads(data)
                if message["type"] in kinds:
                    return message

    def patch(self) -> tuple[str, bytes]:
        """The next binary frame: (op_id, zlib bytes)."""
        data = self.connection.recv(timeout=WITHIN)
        assert isinstance(data, bytes), data
        return str(uuid.UUID(bytes=data[:16])), data[16:]


def closed(connection: sockets.ClientConnection) -> int:
    """The code that the server closes the connection with, whatever it says before."""
    try:
        while True:
            connection.recv(timeout=WITHIN)
    except ConnectionClosed as end:
        assert end.rcvd is not None, end
        return end.rcvd.code


def bits(patch: bytes, width: int, height: int) -> np.ndarray:
    """(height, width) bool values of the zlib bytes of a patch."""
    if not width:
        return np.zeros((0, 0), bool)
    rows = np.frombuffer(zlib.decompress(patch), np.uint8).reshape(height, -1)
    return np.unpackbits(rows, axis=1)[:, :width].astype(bool)


def painted(mask: np.ndarray, answer: dict[str, Any], patch: bytes | None = None) -> np.ndarray:
    """A copy of the mask with an answer's patch in it."""
    x, y, width, height = answer["bbox"]
    out = mask.copy()
    data = base64.b64decode(answer["patch"]) if patch is None else patch
    out[y : y + height, x : x + width] = bits(data, width, height)
    return out


def click(base: int, x: float, y: float, positive: bool = True, **more: Any) -> dict[str, Any]:
    """The body of a click with a new op_id."""
    return {
        "op_id": str(uuid.uuid4()), "base": base, "kind": "click",
        "x": x, "y": y, "positive": positive, **more,
    }  # fmt: skip
