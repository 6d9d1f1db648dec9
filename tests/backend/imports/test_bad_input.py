"""Whatever an upload holds: the good files come in, each bad one is a row, and the job is done."""

import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from backend.imports import sources
from backend.models import Dataset, Image
from tests import pictures
from tests.backend.imports.upload import (
    MASK,
    PHOTO,
    codes,
    keys,
    mask_of,
    photo,
    png,
    run,
    saved,
    send,
    zipped,
)

pytestmark = pytest.mark.django_db

GOOD_NAMES = [
    "plain",
    "with.dots.v2",
    "with space",
    "商品/连衣裙",
    "👟🔥",
    "quote'\"&<b>",
    "%2e%2e",
]


def test_good_files_come_in_beside_every_bad_one(dataset: Dataset, tmp_path: Path) -> None:
    good = {f"images/{name}.png": photo(i) for i, name in enumerate(GOOD_NAMES)}
    good |= {f"masks/{name}.png": png(MASK) for name in GOOD_NAMES}
    bad = {
        "images/not-a-picture.jpg": b"certainly not",
        "images/empty.png": b"",
        "images/cut.png": photo(50)[:4000],
        "images/page.gif": saved(Pillow.fromarray(PHOTO), "GIF"),
        "images/drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "images/notes.txt": b"hello",
        "../outside.png": photo(51),
        "images/../../up.png": photo(52),
        "/absolute.png": photo(53),
        "C:\\windows.png": photo(54),
        "..\\back.png": photo(55),
        "masks/of-nothing.png": png(MASK),
        "masks/empty.png": png(MASK),
    }
    job = send(dataset, tmp_path, good | bad)
    assert keys(dataset) == sorted(GOOD_NAMES)
    assert job.report["images"] == job.report["masks"] == len(GOOD_NAMES)
    for name in GOOD_NAMES:
        assert (mask_of(dataset, name) == MASK).all()
    assert {name: code for name, code in codes(job).items() if code != "imported"} == {
        "images/not-a-picture.jpg": "not_a_picture",
        "images/empty.png": "empty_file",
        "images/cut.png": "picture_broken",
        "images/page.gif": "format_not_supported",
        "images/drawing.svg": "format_not_supported",
        "images/notes.txt": "not_a_picture",
        "../outside.png": "unsafe_name",
        "images/../../up.png": "unsafe_name",
        "/absolute.png": "unsafe_name",
        "C:/windows.png": "unsafe_name",
        "../back.png": "unsafe_name",
        "masks/of-nothing.png": "mask_without_image",
        "masks/empty.png": "image_refused",
    }
    assert all(row["message"] for row in job.report["rows"] if row["status"] == "error")
    assert not (tmp_path / "outside.png").exists() and not (tmp_path.parent / "up.png").exists()


@pytest.mark.parametrize(
    "mask, code",
    [
        (png(pictures.ellipse(120, 160)), "mask_size"),
        (png(pictures.ellipse(160, 125)), "mask_size"),
        (b"not a mask", "not_a_picture"),
        (b"", "empty_file"),
        (png(MASK)[:60], "picture_broken"),
        (png(PHOTO), "mask_coloured"),
        (png((MASK * 7).astype(np.uint8)), "mask_values"),
    ],
)
def test_a_bad_mask_does_not_cost_its_picture(
    dataset: Dataset, tmp_path: Path, mask: bytes, code: str
) -> None:
    job = send(dataset, tmp_path, {"images/a.png": photo(), "masks/a.png": mask})
    assert keys(dataset) == ["a"] and mask_of(dataset, "a") is None
    assert codes(job) == {"images/a.png": "imported", "masks/a.png": code}


@pytest.mark.parametrize("width, height", [(320, 240), (80, 60), (107, 80)])
def test_a_mask_of_equal_aspect_is_scaled_with_a_warning(
    dataset: Dataset, tmp_path: Path, width: int, height: int
) -> None:
    mask = png(pictures.ellipse(width, height))
    job = send(dataset, tmp_path, {"images/a.png": photo(), "masks/a.png": mask})
    scaled = mask_of(dataset, "a")
    assert scaled is not None and scaled.shape == MASK.shape
    assert (scaled != MASK).mean() < 0.02
    row = next(row for row in job.report["rows"] if row["file"] == "masks/a.png")
    assert (row["status"], row["code"]) == ("warning", "mask_scaled")


def test_a_bomb_is_refused_before_it_is_decoded(dataset: Dataset, tmp_path: Path) -> None:
    bomb = bytearray(saved(Pillow.new("L", (8, 8)), "BMP"))
    bomb[18:26] = struct.pack("<ii", 40_000, 40_000)
    zeros = bytes(40 * 2**20)
    job = send(dataset, tmp_path, {"a.bmp": bytes(bomb), "b.bmp": zeros, "c.png": photo()})
    assert codes(job) == {"a.bmp": "picture_too_large", "b.bmp": "zip_ratio", "c.png": "imported"}


def test_links_locks_doubles_and_damage_in_a_zip(dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "odd.zip"
    link = zipfile.ZipInfo("images/link.png")
    link.external_attr = 0o120777 << 16
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("images/twice.png", photo(1))
        archive.writestr("images/twice.png", photo(2))
        archive.writestr("images/damaged.png", photo(3))
        archive.writestr("images/locked.png", photo(4))
        archive.writestr("images/good.png", photo(5))
        archive.writestr("__MACOSX/images/._good.png", b"resource fork")
        archive.writestr("nested.zip", b"PK\x03\x04")
    raw = bytearray(path.read_bytes())
    raw[raw.index(photo(3)) + 200] ^= 0xFF
    at = raw.rindex(b"images/locked.png") - 46  # its line in the central directory
    raw[at + 8] |= 1
    path.write_bytes(raw)
    job = run(dataset, path)
    assert keys(dataset) == ["good"]
    assert codes(job) == {
        "images/link.png": "link",
        "images/twice.png": "duplicate_name",
        "images/damaged.png": "zip_entry_broken",
        "images/locked.png": "zip_encrypted",
        "images/good.png": "imported",
        "nested.zip": "nested_archive",
    }


@pytest.mark.parametrize(
    "spoil", [lambda raw: raw[: len(raw) // 2], lambda raw: raw[:4] + b"x" * 60]
)
def test_a_broken_zip_fails_with_a_reason(dataset: Dataset, tmp_path: Path, spoil) -> None:
    path = zipped(tmp_path / "a.zip", {"a.png": photo()})
    path.write_bytes(spoil(path.read_bytes()))
    job = run(dataset, path)
    assert job.state == "failed" and job.error["code"] == "zip_broken" and not keys(dataset)


def test_too_many_files_are_refused_as_a_whole(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.imports.archive.MAX_ENTRIES", 3)
    monkeypatch.setattr(sources, "MAX_ENTRIES", 3)
    files = {f"{n}.png": photo(n) for n in range(4)}
    job = run(dataset, zipped(tmp_path / "a.zip", files))
    assert job.error["code"] == "too_many_files"
    for name, data in files.items():
        (tmp_path / "folder").mkdir(exist_ok=True)
        (tmp_path / "folder" / name).write_bytes(data)
    assert run(dataset, tmp_path / "folder").error["code"] == "too_many_files"
    assert not keys(dataset)


def test_an_empty_zip_is_done(dataset: Dataset, tmp_path: Path) -> None:
    assert send(dataset, tmp_path, {}).report["rows"] == []


def test_a_nul_in_a_name_is_refused(dataset: Dataset, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"evil#.png": photo(), "good.png": photo(1)})
    path.write_bytes(path.read_bytes().replace(b"evil#.png", b"evil\0.png"))
    job = run(dataset, path)
    assert keys(dataset) == ["good"]
    assert codes(job)["evil\\x00.png"] == "unsafe_name"


def test_names_of_chinese_windows_tools_are_read(dataset: Dataset, tmp_path: Path) -> None:
    raw_name = "衬衫-蓝色.png".encode("gb2312")
    stand_in = b"x" * len(raw_name)
    path = zipped(tmp_path / "a.zip", {stand_in.decode(): photo()})
    path.write_bytes(path.read_bytes().replace(stand_in, raw_name))
    run(dataset, path)
    assert keys(dataset) == ["衬衫-蓝色"]


def test_a_turned_photo_comes_in_upright_and_its_file_is_kept(
    dataset: Dataset, tmp_path: Path
) -> None:
    exif = Pillow.Exif()
    exif[0x112] = 6
    stored = saved(Pillow.fromarray(PHOTO).transpose(Pillow.Transpose.ROTATE_90), "JPEG", exif=exif)
    lying = np.rot90(MASK)
    send(dataset, tmp_path, {"images/a.jpg": stored, "masks/a.png": png(lying)})
    image = Image.objects.get(dataset=dataset)
    assert (image.width, image.height) == (160, 120)
    assert image.working != image.sha256 and image.extension == "jpg"
    from backend import blobs

    assert blobs.read(image.sha256, "jpg") == stored
    assert (mask_of(dataset, "a") == MASK).all()


def test_a_mask_between_two_pictures_is_told_which(dataset: Dataset, tmp_path: Path) -> None:
    files = {"images/Hat.png": photo(1), "images/hat.png": photo(2), "masks/HAT.png": png(MASK)}
    job = send(dataset, tmp_path, files)
    assert keys(dataset) == ["Hat", "hat"]
    (row,) = (row for row in job.report["rows"] if row["file"] == "masks/HAT.png")
    assert row["code"] == "mask_letter_case" and "Hat, hat have its name but" in row["message"]
