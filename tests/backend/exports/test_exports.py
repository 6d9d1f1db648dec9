"""What is in the zip is what the server shows, under names that every system takes."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from backend import exports
from backend.exports.names import Names
from backend.models import Dataset, Image, Job, User
from backend.services import images, jobs
from tests.backend.imports.upload import MASK, PHOTO, photo, png, send

pytestmark = pytest.mark.django_db
ALL = ["png", "cutout", "white", "manifest"]
LEFT = MASK.copy()
LEFT[:, 80:] = False


def export(dataset: Dataset, **params: object) -> tuple[Job, dict[str, bytes]]:
    """The finished job and the files of its zip, without the folder that holds them all."""
    user = dataset.memberships.get(role="admin").user
    job = jobs.run_now(jobs.create("export", user=user, dataset=dataset, params=params))
    if job.state != "done":
        return job, {}
    with zipfile.ZipFile(exports.path(job.id)) as archive:
        assert archive.testzip() is None
        return job, {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Pillow.open(io.BytesIO(data)))


def test_every_format_of_one_object(dataset: Dataset, tmp_path: Path) -> None:
    send(dataset, tmp_path, {"images/图/a b.png": png(PHOTO), "masks/图/a b.png": png(MASK)})
    job, files = export(dataset, format=ALL)
    names = ["cutouts/图/a b.png", "masks/图/a b.png", "white/图/a b.jpg", "manifest.jsonl"]
    assert sorted(files) == sorted(names)
    mask = pixels(files["masks/图/a b.png"])
    assert mask.dtype == np.uint8 and (mask == MASK * 255).all()
    cutout = pixels(files["cutouts/图/a b.png"])
    assert (cutout[..., :3] == PHOTO).all() and (cutout[..., 3] == MASK * 255).all()
    white = pixels(files["white/图/a b.jpg"]).astype(int)
    assert (white[:10] > 250).all() and np.abs(white[60, 80] - PHOTO[60, 80]).max() < 12
    line = json.loads(files["manifest.jsonl"])
    image = Image.objects.get()
    assert (line["key"], line["sha256"], line["state"]) == ("图/a b", image.sha256, "new")
    assert sorted(line["files"]) == sorted(names[:3])
    assert job.report["images"] == 1 and job.report["bytes"] > 1000


def test_several_objects_go_by_label_and_number_and_come_back(
    dataset: Dataset, admin: User, tmp_path: Path
) -> None:
    files = {
        "images/a.png": photo(), "masks/a~product-1.png": png(MASK),
        "masks/a~product-2.png": png(LEFT), "masks/a~shadow-1.png": png(LEFT),
    }  # fmt: skip
    send(dataset, tmp_path, files)
    _, out = export(dataset, format=["png"])
    assert sorted(out) == ["masks/a~product-1.png", "masks/a~product-2.png", "masks/a~shadow-1.png"]
    again = send(dataset, tmp_path, {"images/a.png": photo(), **out})
    assert again.report["skipped"] == 4 and again.report["masks"] == 0


def test_without_a_filter_every_image_with_a_mask_else_what_it_names(
    dataset: Dataset, admin: User, tmp_path: Path
) -> None:
    files = {f"images/{k}.png": photo(i) for i, k in enumerate("abc")}
    send(dataset, tmp_path, files | {"masks/a.png": png(MASK), "masks/b.png": png(MASK)})
    assert sorted(export(dataset)[1]) == ["manifest.jsonl", "masks/a.png", "masks/b.png"]
    assert list(export(dataset, format="png", filter={"q": "b"})[1]) == ["masks/b.png"]
    images.trash(Image.objects.get(key="a"), admin)
    assert list(export(dataset, format="png")[1]) == ["masks/b.png"]


@pytest.mark.parametrize("asked", ["nonsense", [], ["png", "nonsense"], 5])
def test_an_unknown_format_fails_with_a_reason(dataset: Dataset, asked: object) -> None:
    job, _ = export(dataset, format=asked)
    assert job.state == "failed" and job.error["code"] == "format_unknown"


def test_a_lost_file_is_a_row_and_the_rest_is_exported(
    dataset: Dataset, tmp_path: Path, settings
) -> None:
    files = {f"images/{k}.png": photo(i) for i, k in enumerate("ab")}
    send(dataset, tmp_path, files | {"masks/a.png": png(MASK), "masks/b.png": png(MASK)})
    from backend import blobs

    lost = Image.objects.get(key="a")
    blobs.path(lost.working, lost.working_extension).unlink()
    job, out = export(dataset, format=["cutout"])
    assert job.state == "done" and list(out) == ["cutouts/b.png"]
    assert [(r["file"], r["code"]) for r in job.report["rows"]] == [("a", "file_unreadable")]


def test_names_are_safe_and_unique() -> None:
    names = Names()
    given = ["a/b", "A/b", "a/b", "../../etc", "con", "x:y*z", "dot.", "", "长" * 300, "a/./b"]
    out = [names.take(key) for key in given]
    assert out[:6] == ["a/b", "A/b~2", "a/b~3", "etc", "_con", "x_y_z"]
    assert len({name.casefold() for name in out}) == len(out)
    for name in out:
        assert ".." not in name.split("/") and not name.startswith("/") and name.strip()
        assert all(len(part.encode()) < 256 and not part.endswith(".") for part in name.split("/"))
