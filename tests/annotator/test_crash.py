"""The server is killed in the middle of clicks: what was acknowledged is there afterwards."""

import threading
import uuid
from pathlib import Path

import numpy as np
import pytest
import websockets.exceptions

from tests import pictures
from tests.client import Client, painted
from tests.server import embedded


@pytest.mark.timeout(180)
def test_every_acknowledged_change_survives_a_kill(tmp_path: Path) -> None:
    with embedded(tmp_path) as server:
        client = Client(server)
        dataset = client.dataset({"images/p.png": pictures.png(pictures.photo())})
        (image,) = client.images(dataset)
        mask = client.post(f"images/{image['id']}/masks")
        shown = np.zeros((pictures.HEIGHT, pictures.WIDTH), bool)
        acknowledged, shown = _until_killed(client, image["id"], mask["id"], server, shown)
        assert acknowledged >= 10

        server.start()
        client = Client(server)
        version = client.get(f"masks/{mask['id']}")["version"]
        # The last one may have been written without its answer having arrived.
        assert version in (acknowledged, acknowledged + 1)
        history = client.get(f"masks/{mask['id']}/revisions", limit=200)["results"]
        assert [r["number"] for r in history] == list(range(version, 0, -1))
        if version == acknowledged:
            assert (client.pixels(mask["id"]) == shown).all()
        undo = {"op_id": str(uuid.uuid4()), "base": version, "kind": "undo"}
        assert client.post(f"masks/{mask['id']}/interactions", undo)["version"] == version + 1


def _until_killed(client: Client, image: int, mask: int, server, shown: np.ndarray):
    """Strokes as fast as they are answered; after a while the server is killed under them."""
    acknowledged = 0
    with client.socket(image) as live:
        live.next("lease")
        try:
            while acknowledged < 1000:
                x, y = 5 + 7 * (acknowledged % 20), 5 + 9 * (acknowledged // 20 % 12)
                live.send(
                    mask=mask, op_id=str(uuid.uuid4()), base=acknowledged, kind="brush",
                    points=[[x, y]], radius=3, positive=acknowledged % 480 < 240,
                )  # fmt: skip
                if acknowledged == 12:
                    threading.Timer(0.02, server.kill).start()
                answer = live.next("answer")
                if answer["bbox"][2]:
                    _, patch = live.patch()
                    shown = painted(shown, answer, patch)
                acknowledged = answer["version"]
        except websockets.exceptions.ConnectionClosed:
            pass
    server.process.wait(60)
    return acknowledged, shown


def test_an_import_that_was_cut_off_is_done_after_the_next_start(tmp_path: Path) -> None:
    with embedded(tmp_path) as server:
        client = Client(server)
        dataset = client.post("datasets", {"name": "cut"})
        photos = {f"images/p{n}.png": pictures.png(pictures.photo()) for n in range(40)}
        import io
        import zipfile

        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, data in photos.items():
                archive.writestr(name, data)
        files = {"file": ("files.zip", packed.getvalue())}
        job = client.http.post(f"datasets/{dataset['id']}/imports", files=files).json()
        server.kill()
        server.start()
        client = Client(server)
        assert client.finished(job)["state"] == "done"
        assert len(client.images(dataset)) == 40


def test_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    with embedded(tmp_path) as server:
        client = Client(server)
        dataset = client.dataset({"images/p.png": pictures.png(pictures.photo())})
        (image,) = client.images(dataset)
        with client.socket(image["id"]) as live:
            live.next("lease")
            assert server.stop() == 0
        assert "Traceback" not in (tmp_path / "log").read_text()
