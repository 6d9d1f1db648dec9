"""What previews cost a click: nothing, if they give way."""

import json
import random
import statistics
import time
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests import pictures, server
from tests.client import Client, Socket, click

CLICKS = 60
SIDE = 1000


def main() -> None:
    """Clicks at random moments, without previews and with one always under way, in turn; milliseconds."""
    with TemporaryDirectory() as folder, server.embedded(Path(folder)) as running:
        client = Client(running)
        photo = pictures.png(pictures.photo(SIDE, SIDE))
        image = client.images(client.dataset({"images/p.png": photo}))[0]
        took: dict[bool, list[float]] = {False: [], True: []}
        _rounds(client, image["id"], took)
        for previews, times in took.items():
            times.sort()
            name = "with previews" if previews else "without"
            p95 = times[int(0.95 * len(times))]
            print(f"click {name}: p50 {statistics.median(times):.1f} ms, p95 {p95:.1f} ms")


def _rounds(client: Client, image: int, took: dict[bool, list[float]]) -> None:
    chance = random.Random(3)
    with client.socket(image) as live:
        live.next("lease")
        mask = client.post(f"images/{image}/masks")["id"]
        version = 0
        for number in range(CLICKS):
            x, y = (chance.uniform(0.2, 0.8) * SIDE for _ in range(2))
            if number % 2:
                asked = {"op_id": str(uuid.uuid4()), "mask": mask, "base": version}
                live.send(type="preview", **asked, x=x, y=y, positive=True)
                time.sleep(chance.uniform(0, 0.03))
            start = time.perf_counter()
            live.send(mask=mask, **click(version, x, y, positive=number % 3 > 0))
            answer = _answer(live)
            if number > 5:
                took[bool(number % 2)].append((time.perf_counter() - start) * 1000)
            version = answer["version"]


def _answer(live: Socket) -> dict[str, Any]:
    while True:
        data = live.connection.recv(timeout=20)
        if isinstance(data, str) and (message := json.loads(data))["type"] == "answer":
            return message


if __name__ == "__main__":
    main()
