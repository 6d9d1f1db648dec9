"""Files of strangers: over a thousand bad ones, bombs, and names that lead elsewhere. The server takes what is
a picture, refuses the rest by a row in the report, and writes nothing outside its folder.
"""

import random
import resource
import zipfile
from pathlib import Path

import pytest

from backend.models import Dataset, Image
from tests.backend.imports.upload import codes, keys, photo, run, saved, send, zipped
from tests.hostile import files

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(400)]
COUNT = 1_152  # each of 8 formats spoiled in each of 8 ways, 18 times
MOST_MEMORY = 700 * 2**20


def outside(folder: Path, *inside: Path) -> set[Path]:
    """Every file near the test's folder that is in none of these."""
    found = {path for path in folder.rglob("*") if path.is_file()}
    return {path for path in found if not any(path.is_relative_to(part) for part in inside)}


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_over_a_thousand_bad_pictures_cost_nothing_but_their_rows(
    dataset: Dataset, tmp_path: Path, settings
) -> None:
    bad = dict(files.pictures_gone_bad(COUNT))
    assert len(bad) == COUNT
    before, used = outside(tmp_path, settings.KOUTU_DATA_DIR), peak()
    job = send(dataset, tmp_path, bad | {"good.png": photo()})
    report = job.report
    counted = sum(report[status] for status in ("ok", "warning", "error", "skipped"))
    assert counted == COUNT + 1 and "good" in keys(dataset)
    assert not any(row["code"] == "internal" for row in report["rows"])
    assert all(row["message"] for row in report["rows"] if row["status"] == "error")
    assert Image.objects.filter(dataset=dataset).count() == report["images"] < COUNT / 2
    assert outside(tmp_path, settings.KOUTU_DATA_DIR) - before == {tmp_path / "upload.zip"}
    assert peak() - used < MOST_MEMORY


def test_spoiled_zips_are_refused_or_read_and_never_crash(
    dataset: Dataset, tmp_path: Path, settings
) -> None:
    whole = zipped(tmp_path / "a.zip", {"a.png": photo(1), "b/c.png": photo(2)}).read_bytes()
    rng = random.Random(files.SEED)
    path = tmp_path / "bad.zip"
    before = outside(tmp_path, settings.KOUTU_DATA_DIR)
    for number in range(80):
        spoil = files.SPOILS[number % len(files.SPOILS)]
        path.write_bytes(spoil(rng, bytearray(whole)))
        job = run(dataset, path)
        assert job.state in ("done", "failed")
        assert job.error is None or job.error["code"] != "internal", (number, spoil.__name__)
    assert outside(tmp_path, settings.KOUTU_DATA_DIR) - before == {path}
    assert set(keys(dataset)) <= {"a", "b/c"}


def test_bombs_go_off_nowhere(dataset: Dataset, tmp_path: Path) -> None:
    used = peak()
    bombs = {
        "side.png": files.png_bomb(22_400),  # 500 megapixels
        "wide.png": files.png_bomb(2**31 - 1),
        "inside.png": files.png_bomb(12_000),  # allowed by its size, and its pixels are not there
        "text.png": files.text_bomb(),
        "deep.zip": files.nested_zip(6),
    }
    job = send(dataset, tmp_path, bombs | {"good.png": photo()})
    said = codes(job)
    assert said["side.png"] == "picture_too_large" and said["wide.png"] != "imported"
    assert said["inside.png"] == "picture_broken" and said["deep.zip"] == "nested_archive"
    assert "good" in keys(dataset) and peak() - used < MOST_MEMORY


NAMES = [
    "/etc/cron.d/x.png", "//host/share/x.png", "C:/x.png", "c:x.png", "\\\\host\\x.png",
    "../x.png", "a/../../x.png", "a/./../x.png", "..\\x.png", "a\\..\\..\\x.png", "./../x.png",
    "a/\x01/x.png", "a/\r\nx.png", "/", "..", "a//../..//x.png", "~/x.png", "a" * 3000 + ".png",
    "/".join("d" * 200) + "/x.png", "con.png", "a/\u202egnp.exe", "$(id).png", "`id`.png",
]  # fmt: skip


def test_no_name_leads_out_of_the_folder(dataset: Dataset, tmp_path: Path, settings) -> None:
    # So deep that what climbs out is still found in the test's own folder.
    settings.KOUTU_DATA_DIR = tmp_path / "a" / "b" / "c" / "data"
    (settings.KOUTU_DATA_DIR / "uploads").mkdir(parents=True)
    path = tmp_path / "a" / "b" / "c" / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number, name in enumerate(NAMES):
            archive.writestr(zipfile.ZipInfo(name), photo(number))
        link = zipfile.ZipInfo("out.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "../../../../etc/passwd")
    before = outside(tmp_path, settings.KOUTU_DATA_DIR)
    job = run(dataset, path)
    assert job.state == "done"
    assert outside(tmp_path, settings.KOUTU_DATA_DIR) == before
    for image in Image.objects.filter(dataset=dataset):
        assert ".." not in image.key.split("/") and not image.key.startswith("/")
        assert "\\" not in image.key and image.key.isprintable() and len(image.key) <= 500


def test_names_that_differ_only_by_case_or_form_do_not_overwrite_each_other(
    dataset: Dataset, tmp_path: Path
) -> None:
    composed, decomposed = "caf\u00e9.png", "cafe\u0301.png"
    names = ["Shoe.png", "shoe.PNG", composed, decomposed]
    job = send(dataset, tmp_path, {name: photo(n) for n, name in enumerate(names)})
    taken = [row for row in job.report["rows"] if row["code"] == "imported"]
    refused = [row for row in job.report["rows"] if row["status"] == "error"]
    images = Image.objects.filter(dataset=dataset)
    assert len(taken) == images.count() and len(taken) + len(refused) == len(names)
    assert images.values("sha256").distinct().count() == images.count()
    assert all(row["message"] for row in refused)


@pytest.mark.parametrize("extension", ["png", "jpg", "svg", "html"])
def test_what_is_markup_is_no_picture_whatever_its_name(
    dataset: Dataset, tmp_path: Path, extension: str
) -> None:
    job = send(dataset, tmp_path, {f"a.{extension}": files.MARKUP})
    assert not keys(dataset) and job.report["images"] == 0


def test_a_picture_that_is_also_a_page_is_served_as_a_picture(
    dataset: Dataset, tmp_path: Path, admin
) -> None:
    from PIL import Image as Pillow

    from tests.backend.conftest import api

    double = saved(Pillow.new("RGB", (64, 48), "red"), "JPEG") + b"<script>alert(1)</script>"
    send(dataset, tmp_path, {"a.jpg": double})
    image = Image.objects.get(dataset=dataset)
    answer = api(admin).get(f"/api/v1/images/{image.id}/file")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
