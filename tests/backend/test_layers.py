"""What the editor shows beside the picture itself: levels of it, and its superpixels."""

import io
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from backend import blobs
from backend.models import Dataset, Image
from backend.services import images
from tests import pictures
from tests.backend.conftest import api

WIDE = (2600, 1501)


@pytest.fixture
def large(dataset: Dataset) -> Image:
    """A picture of three levels, with an odd side."""
    return pictures.stored(dataset, "large", *WIDE)


def path(image: Image, what: str) -> str:
    return f"/api/v1/images/{image.id}/{what}"


def opened(answer) -> Pillow.Image:
    assert answer.status_code == 200, answer.content
    return Pillow.open(io.BytesIO(answer.content))


def test_each_level_is_half_of_the_one_before(admin, large: Image) -> None:
    listed = api(admin).get(path(large, "").rstrip("/")).json()["levels"]
    assert listed == [
        {"level": 0, "width": 2600, "height": 1501},
        {"level": 1, "width": 1300, "height": 751},
        {"level": 2, "width": 650, "height": 376},
    ]
    whole = pictures.photo(*WIDE).astype(float)
    for level in listed:
        shown = opened(api(admin).get(path(large, f"level/{level['level']}")))
        assert shown.size == (level["width"], level["height"])
        step = 2 ** level["level"]
        # Pixel (x, y) shows the square from (x, y) * step on, as well as a JPEG can.
        squares = whole[: 1500 // step * step, : 2600 // step * step]
        squares = squares.reshape(1500 // step, step, 2600 // step, step, 3).mean(axis=(1, 3))
        seen = np.asarray(shown.convert("RGB"), float)[: squares.shape[0], : squares.shape[1]]
        assert np.abs(seen - squares).mean() < 4
    missing = api(admin).get(path(large, "level/3"))
    assert (missing.status_code, missing.json()["code"]) == (404, "no_such_level")


def test_a_small_picture_has_one_level_which_is_itself(admin, image: Image) -> None:
    listed = api(admin).get(f"/api/v1/images/{image.id}").json()["levels"]
    assert listed == [{"level": 0, "width": 160, "height": 120}]
    answer = api(admin).get(path(image, "level/0?r=0"))
    assert answer.content == blobs.read(image.working, image.working_extension)
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "JPEG"])
def test_pictures_of_every_kind_have_levels(admin, dataset, mode: str) -> None:
    picture = Pillow.fromarray(pictures.photo(*WIDE))
    out = io.BytesIO()
    if mode == "JPEG":
        picture.save(out, "JPEG", quality=95, progressive=True)
    else:
        if "A" in mode:
            picture.putalpha(Pillow.new("L", WIDE, 0))
        picture.convert(mode).save(out, "PNG", compress_level=1)
    extension = "jpg" if mode == "JPEG" else "png"
    name = (blobs.put(out.getvalue(), extension), extension)
    image = images.create(
        dataset, mode, sha256=name[0], original=name, working=name, size_bytes=1,
        width=WIDE[0], height=WIDE[1],
    )  # fmt: skip
    shown = opened(api(admin).get(path(image, "level/2")))
    assert (shown.format, shown.size, shown.mode) == ("JPEG", (650, 376), "RGB")
    if "A" in mode:  # what is transparent is shown on white
        assert np.asarray(shown).min() > 250


def test_levels_are_made_once(admin, large: Image, settings) -> None:
    first = api(admin).get(path(large, "level/1"))
    blobs.path(large.working, large.working_extension).unlink()
    assert api(admin).get(path(large, "level/2")).status_code == 200
    etag = first.headers["ETag"]
    assert api(admin).get(path(large, "level/1"), HTTP_IF_NONE_MATCH=etag).status_code == 304
    lost = api(admin).get(path(large, "level/0"))
    assert (lost.status_code, lost.json()["code"]) == (410, "file_missing")


def test_tiles_are_the_picture_in_pieces_of_full_size(admin, large: Image) -> None:
    whole = np.asarray(Pillow.fromarray(pictures.photo(*WIDE)).convert("L"), float)
    for column, row in ((0, 0), (1, 0), (2, 1)):
        shown = opened(api(admin).get(path(large, f"tile/{column}/{row}?r=0")))
        part = whole[row * 1024 : row * 1024 + 1024, column * 1024 : column * 1024 + 1024]
        assert shown.size == part.shape[1::-1]
        assert np.abs(np.asarray(shown.convert("L"), float) - part).mean() < 4
    # The last one was made with the first.
    blobs.path(large.working, large.working_extension).unlink()
    kept = api(admin).get(path(large, "tile/2/0?r=0"))
    assert kept.status_code == 200 and "immutable" in kept.headers["Cache-Control"]
    beyond = api(admin).get(path(large, "tile/3/0"))
    assert (beyond.status_code, beyond.json()["code"]) == (404, "no_such_tile")


def numbers(answer) -> np.ndarray:
    rgb = np.asarray(opened(answer)).astype(int)
    return (rgb[..., 0] << 16) | (rgb[..., 1] << 8) | rgb[..., 2]


def test_superpixels_are_a_picture_of_numbers(admin, image: Image) -> None:
    client = api(admin)
    counts = {}
    for word, count in (("small", 3000), ("medium", 1000), ("large", 300)):
        answer = client.get(path(image, f"superpixels?cells={word}&r=0"))
        assert answer.headers["Content-Type"] == "image/png"
        assert "immutable" in answer.headers["Cache-Control"]
        found = numbers(answer)
        assert found.shape == (120, 160)
        assert (np.unique(found) == np.arange(found.max() + 1)).all()
        assert answer.content == client.get(path(image, f"superpixels?cells={count}")).content
        counts[word] = found.max()
    assert counts["small"] > counts["medium"] > counts["large"]
    assert (
        client.get(path(image, "superpixels")).headers["ETag"]
        == client.get(path(image, "superpixels?cells=medium")).headers["ETag"]
    )


@pytest.mark.parametrize("cells", ["", "tiny", "1001", "-1", "1e3", "medium ", "٣", "9" * 5000])
def test_only_three_granularities_are_made(admin, image: Image, cells: str) -> None:
    answer = api(admin).get(path(image, "superpixels"), {"cells": cells})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cells")
    assert "medium" in answer.json()["allowed"]


def test_a_small_picture_has_one_map(admin, image: Image) -> None:
    client = api(admin)
    whole, reduced = (client.get(path(image, f"superpixels?reduced={n}")) for n in (0, 1))
    assert whole.content == reduced.content
    refused = client.get(path(image, "superpixels?reduced=yes"))
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_reduced")


def test_superpixels_stay_the_same_when_their_files_are_lost(admin, image: Image, settings) -> None:
    first = api(admin).get(path(image, "superpixels"))
    for file in (Path(settings.KOUTU_DATA_DIR) / "derived").rglob("*.png"):
        file.unlink()
    assert api(admin).get(path(image, "superpixels")).content == first.content


def test_the_map_of_a_large_picture_is_an_enlarged_one(admin, image, monkeypatch) -> None:
    monkeypatch.setattr(import_module("ml.tools.superpixel"), "MOST_PIXELS", 5000)
    found = numbers(api(admin).get(path(image, "superpixels?cells=300")))
    assert found.shape == (120, 160)
    small = numbers(api(admin).get(path(image, "superpixels?cells=300&reduced=1")))
    assert small.shape == (61, 81)
    rows, columns = ((2 * np.arange(n) + 1) * m // (2 * n) for n, m in ((120, 61), (160, 81)))
    assert (small[rows][:, columns] == found).all()
    # Whole squares of the reduced grid, 81 x 61 there: a pixel agrees with one of its neighbours.
    assert len(np.unique(found)) > 100
    assert (found[:, 1:] == found[:, :-1]).mean() > 0.85
    inside = np.bincount(found.ravel(), pictures.ellipse().ravel()) / np.bincount(found.ravel())
    drawn, truth = (inside > 0.5)[found], pictures.ellipse()
    assert (drawn & truth).sum() / (drawn | truth).sum() > 0.9
