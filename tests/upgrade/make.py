"""python -m tests.upgrade.make COMMIT: the data folder of a server of that commit, as koutu-NAME.zip beside this file.

Made at every release, of that release: what people have on their disks must go on under all that comes later.
"""

import subprocess
import sys
import tempfile
import uuid
import zipfile
from pathlib import Path

from tests import pictures
from tests.client import Client, click
from tests.server import ROOT, Server

HERE = Path(__file__).parent
PERSON = {"username": "liwei", "password": "a password of then"}
KEPT = ("koutu.sqlite3", "blobs")


def main(commit: str) -> Path:
    """Work a little on a server of that commit, and keep what it leaves."""
    with tempfile.TemporaryDirectory() as name:
        old, data = Path(name) / "old", Path(name) / "data"
        data.mkdir()
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--detach", str(old), commit], check=True, capture_output=True)
        try:
            server = Server(data, root=old)
            server.prepare()
            server.start()
            try:
                _work(Client(server))
            finally:
                server.stop()
            # What the log of the database still holds goes into the file.
            subprocess.run(
                [sys.executable, "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("
                 "'PRAGMA wal_checkpoint(TRUNCATE)')", str(data / KEPT[0])], check=True,
            )  # fmt: skip
        finally:
            subprocess.run([*git, "remove", "--force", str(old)], check=True)
        target = HERE / f"koutu-{commit[:7]}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(data.rglob("*")):
                if path.is_file() and path.relative_to(data).parts[0] in KEPT:
                    packed.write(path, path.relative_to(data))
        return target


def _work(client: Client) -> None:
    """Two pictures, one with a pre-label; a person who clicks, draws, takes back and submits."""
    client.post("users", PERSON)
    dataset = client.dataset({
        "a.png": pictures.png(pictures.photo()), "b.png": pictures.png(pictures.photo(170)),
        "masks/b.png": pictures.png(pictures.ellipse(170)),
    })  # fmt: skip
    member = {"username": PERSON["username"], "role": "annotator"}
    client.post(f"datasets/{dataset['id']}/members", member)
    person = Client(client.server, **PERSON)
    image, other = person.images(dataset)
    mask = person.post(f"images/{image['id']}/masks")
    path = f"masks/{mask['id']}/interactions"
    person.post(path, click(0, 80.5, 60.5))
    stroke = {"kind": "brush", "points": [[20, 20], [40, 20]], "radius": 5, "positive": True}
    person.post(path, {"op_id": str(uuid.uuid4()), "base": 1, **stroke})
    person.post(path, {"op_id": str(uuid.uuid4()), "base": 2, "kind": "undo"})
    person.post(f"images/{other['id']}/submit", {"op_id": str(uuid.uuid4())})
    client.finished(client.post("exports", {"dataset": dataset["id"], "format": "png"}))


if __name__ == "__main__":
    print(main(sys.argv[1]))
