"""The data of servers from before, under the code of today."""

import uuid
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tests.client import Client, click
from tests.server import PASSWORD, Server
from tests.upgrade.make import HERE, PERSON

pytestmark = pytest.mark.timeout(400)
THEN = sorted(HERE.glob("koutu-*.zip"))


@pytest.fixture(scope="module", params=THEN, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server that does not run, on data of then, brought up to date."""
    folder = tmp_path_factory.mktemp("old") / "data"
    with zipfile.ZipFile(request.param) as packed:
        packed.extractall(folder)
    server = Server(folder)
    told = server.manage("prepare")
    assert "Database backed up" in told and "brought up to date" in told
    assert len(list((folder / "backups").glob("koutu-*.sqlite3"))) == 1
    return server


@pytest.mark.services
def test_data_of_then_moves_into_the_cluster(old: Server, database: str, tmp_path: Path) -> None:
    old.manage("backup", "--to", str(tmp_path / "kept"))
    cluster = Server(tmp_path / "cluster", {"KOUTU_DATABASE_URL": database})
    cluster.folder.mkdir()
    cluster.manage("restore", str(tmp_path / "kept"))
    assert "All is well." in cluster.manage("doctor", "--deep")


def test_work_of_then_goes_on(old: Server) -> None:
    old.start()
    try:
        _goes_on(old)
    finally:
        old.stop()
    assert "All is well." in old.manage("doctor", "--deep")


def _goes_on(server: Server) -> None:
    admin, person = Client(server, password=PASSWORD), Client(server, **PERSON)
    (dataset,) = person.get("datasets")["results"]
    image, other = person.images(dataset)
    assert (image["state"], other["state"]) == ("in_progress", "submitted")
    (mask,) = person.get(f"images/{image['id']}/masks")["results"]
    history = person.get(f"masks/{mask['id']}/revisions")["results"]
    assert [row["kind"] for row in history] == ["undo", "brush", "click"]
    assert all(row["author"]["username"] == PERSON["username"] for row in history)
    path, before = f"masks/{mask['id']}/interactions", person.pixels(mask["id"])
    redone = person.post(path, {"op_id": str(uuid.uuid4()), "base": 3, "kind": "redo"})
    assert redone["version"] == 4 and not np.array_equal(person.pixels(mask["id"]), before)
    assert person.post(path, click(4, 140.5, 100.5))["version"] == 5
    assert person.post(f"images/{image['id']}/submit", {"op_id": str(uuid.uuid4())})
    export = admin.finished(admin.post("exports", {"dataset": dataset["id"], "format": "png"}))
    assert (export["state"], export["report"]["images"]) == ("done", 2)
    actions = {row["action"] for row in admin.get("audit")["results"]}
    assert {"user.create", "member.add", "image.state"} <= actions
