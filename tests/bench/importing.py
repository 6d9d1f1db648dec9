"""Import of 500 photos of 1000 x 1000, as one zip through the API of a real server."""

import io
import tempfile
import time
import zipfile
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np

from tests import server as servers
from tests.bench.figures import Figure
from tests.client import Client

COUNT = 500
SIDE = 1000
WITHIN = 600.0


def measure() -> list[Figure]:
    """Images per second from the start of the job to its end, and what memory it took."""
    with tempfile.TemporaryDirectory() as folder, servers.embedded(Path(folder)) as server:
        return _import(server, archive(photos(COUNT)))


def _import(server: servers.Server, upload: bytes) -> list[Figure]:
    client = Client(server)
    client.http.timeout = WITHIN
    dataset = client.post("datasets", {"name": "bench"})
    before = _memory(server, "VmRSS")
    start = time.perf_counter()
    files = {"file": ("photos.zip", upload)}
    job = client.http.post(f"datasets/{dataset['id']}/imports", files=files).json()
    sent = time.perf_counter() - start
    seen = {"job": job}

    def over() -> bool:
        seen["job"] = client.get(f"jobs/{job['id']}")
        return seen["job"]["state"] == "done"

    servers.wait(over, WITHIN, lambda: str(seen["job"]))
    whole = time.perf_counter() - start
    done = seen["job"]
    took = _moment(done["finished"]) - _moment(done["started"])
    assert done["report"]["images"] == COUNT, done["report"]
    return [
        Figure("import.500", COUNT / took, "images/s", n=COUNT),
        Figure("import.500.job", took, "s"),
        Figure("import.500.upload", sent, "s"),
        Figure("import.500.whole", whole, "s"),
        Figure("import.500.memory.peak", _memory(server, "VmHWM"), "MB"),
        Figure("import.500.memory.before", before, "MB"),
        Figure("import.500.bytes", len(upload) / 2**20, "MB"),
    ]


def photos(count: int) -> list[bytes]:
    """JPEGs with the detail of photos; no two are alike."""
    rng = np.random.default_rng(1)
    bases = []
    for _ in range(8):
        picture = np.zeros((SIDE, SIDE, 3), np.float32)
        for cells, weight in ((5, 0.5), (24, 0.25), (120, 0.15), (SIDE, 0.1)):
            layer = rng.random((cells, cells, 3)).astype(np.float32)
            picture += weight * cv2.resize(layer, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
        bases.append((picture.clip(0, 1) * 255).astype(np.uint8))
    shifted = (np.roll(bases[n % 8], (13 * n, 29 * n), (0, 1)) for n in range(count))
    quality = [cv2.IMWRITE_JPEG_QUALITY, 90]
    return [cv2.imencode(".jpg", picture, quality)[1].tobytes() for picture in shifted]


def archive(files: list[bytes], comment: bytes = b"") -> bytes:
    """A zip of the JPEGs; with a comment in each they are other files, of the same pixels."""
    segment = b"\xff\xfe" + (len(comment) + 2).to_bytes(2) + comment if comment else b""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number, data in enumerate(files):
            packed.writestr(f"images/photo-{number:04}.jpg", data[:2] + segment + data[2:])
    return out.getvalue()


def _memory(server: servers.Server, name: str) -> float:
    """Megabytes of the server's process, from the kernel's own count."""
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
