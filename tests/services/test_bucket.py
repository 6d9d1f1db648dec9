"""Pictures and masks in a bucket, asked of a server process that speaks S3."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import numpy as np
import pytest

from backend.services.storage import YOUNG
from tests import pictures
from tests.client import Client, click
from tests.server import Server, free_port, wait

pytestmark = pytest.mark.timeout(400)
BUCKET, FOLDER, OTHERS = "masks", "koutu", "of/others.txt"
OLD = timedelta(seconds=YOUNG + 1)  # the store's clock counts whole seconds
KEYS = {
    "region_name": "eu-central-1",
    "aws_access_key_id": "key",
    "aws_secret_access_key": "secret",
}


class Store:
    """An S3 server with an empty bucket; what is in it is gone when it is stopped."""

    def __init__(self, log: Path) -> None:
        self.log, self.port = log, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start, and make the bucket."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)],
                stdout=out, stderr=out,
            )  # fmt: skip
        self.bucket: Any = boto3.resource("s3", endpoint_url=self.url, **KEYS).Bucket(BUCKET)
        where = {"LocationConstraint": KEYS["region_name"]}
        wait(self._listens, 90, self.log.read_text)
        self.bucket.create(CreateBucketConfiguration=where)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait(30)

    def names(self) -> set[str]:
        """What is in the bucket."""
        return {found.key for found in self.bucket.objects.all()}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    running = Store(tmp_path_factory.mktemp("s3") / "log")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, store: Store) -> Iterator[Server]:
    """A server that keeps its blobs there."""
    folder = tmp_path_factory.mktemp("server")
    made = Server(folder, {
        "KOUTU_S3_BUCKET": BUCKET, "KOUTU_S3_ENDPOINT": store.url, "KOUTU_S3_FOLDER": FOLDER,
        "KOUTU_S3_REGION": KEYS["region_name"], "KOUTU_S3_ACCESS_KEY": KEYS["aws_access_key_id"],
        "KOUTU_S3_SECRET_KEY": KEYS["aws_secret_access_key"],
    })  # fmt: skip
    made.prepare()
    made.start()
    yield made
    made.stop()


def without_copies(server: Server) -> None:
    """Empty the folder between two runs of the server: while it runs, it writes there."""
    server.stop()
    shutil.rmtree(server.folder / "blobs")
    server.start()


def test_what_nothing_names_goes_and_what_is_damaged_is_found(server: Server, store: Store) -> None:
    client = Client(server)
    dataset = client.dataset({"a.png": pictures.png(pictures.photo())})
    (name,) = store.names()
    orphan = f"{FOLDER}/ab/cd/{'abcd' * 16}.png"
    store.bucket.put_object(Key=orphan, Body=b"nobody's")
    store.bucket.put_object(Key=OTHERS, Body=b"not ours")
    assert "orphan: blobs/ab/cd/" in server.manage("doctor")
    # Of this very moment, it may yet get its row.
    wait(lambda: datetime.now(UTC) - store.bucket.Object(orphan).last_modified > OLD, 60)
    server.manage("doctor", "--fix")  # unless the server was first: it cleans up as well
    assert store.names() == {name, OTHERS}
    store.bucket.put_object(Key=name, Body=b"rust")
    without_copies(server)
    with pytest.raises(AssertionError, match="damaged: blobs/"):
        server.manage("doctor", "--deep")
    client = Client(server)
    image = client.images(dataset)[0]
    assert client.http.get(f"images/{image['id']}/file").status_code >= 400
    client.http.delete(f"datasets/{dataset['id']}")
    wait(lambda: store.names() == {OTHERS}, 120)


def test_work_goes_on_with_an_empty_folder_and_without_the_bucket_nothing_is_acknowledged(
    server: Server, store: Store, tmp_path: Path
) -> None:
    client = Client(server)
    files = {"a.png": pictures.png(pictures.photo()), "b.png": pictures.png(pictures.photo(170))}
    dataset = client.dataset(files | {"masks/b.png": pictures.png(pictures.ellipse(170))})
    image = client.images(dataset)[0]
    mask = client.post(f"images/{image['id']}/masks")
    path = f"masks/{mask['id']}/interactions"
    first = client.post(path, click(0, 80.5, 60.5))
    assert first["version"] == 1
    before = client.pixels(mask["id"])
    ours = store.names() - {OTHERS}
    assert len(ours) >= 4 and all(name.startswith(f"{FOLDER}/") for name in ours)

    # Another machine, or the same one with a new disk for its copies.
    without_copies(server)
    client = Client(server)
    assert np.array_equal(client.pixels(mask["id"]), before)
    assert client.http.get(f"images/{image['id']}/file").content == files["a.png"]
    without_copies(server)
    client = Client(server)
    second = client.post(path, click(1, 20.5, 20.5))
    assert second["base"] == 1
    export = client.finished(client.post("exports", {"dataset": dataset["id"], "format": "png"}))
    assert (export["state"], export["report"]["images"]) == ("done", 2)

    # From the bucket into the folder of another server, everything, with a checksum each.
    server.manage("backup", "--to", str(tmp_path / "kept"))
    other = Server(tmp_path / "other")
    other.folder.mkdir()
    other.manage("restore", str(tmp_path / "kept"))
    assert "All is well." in other.manage("doctor", "--deep")

    # The bucket goes away: what cannot be stored is not acknowledged.
    store.stop()
    assert client.http.get("health/ready").status_code == 503
    wanted = click(second["version"], 140.5, 100.5, positive=True)
    assert client.http.post(path, json=wanted).status_code >= 500
    assert client.get(f"masks/{mask['id']}/revisions")["results"][0]["number"] == second["version"]

    # A new, empty bucket, filled from the backup; the same click then happens, once.
    store.start()
    found = subprocess.run(
        [sys.executable, "manage.py", "doctor"], cwd=Path(__file__).resolve().parents[2],
        env=server.env, capture_output=True, text=True,
    )  # fmt: skip
    assert found.returncode == 1 and "missing: blobs/" in found.stdout
    server.stop()
    assert "restored" in server.manage("restore", str(tmp_path / "kept"), "--replace")
    server.start()
    client = Client(server)
    done = client.post(path, wanted)
    assert done["version"] == second["version"] + 1
    assert client.post(path, wanted) == done
    assert "All is well." in server.manage("doctor", "--deep")
