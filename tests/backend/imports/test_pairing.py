"""A mask finds its picture by name, and never by a guess."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from backend.models import Dataset, Image
from tests.backend.imports.upload import MASK, codes, keys, mask_of, photo, png, saved, send

pytestmark = pytest.mark.django_db
DARK = MASK.copy()
DARK[:, 80:] = False


@pytest.mark.parametrize(
    "image, mask",
    [
        ("images/a.png", "masks/a.png"),
        ("images/a.png", "labels/a.png"),
        ("a.png", "annotations/a.png"),
        ("shop/images/x/a.v1.png", "shop/masks/x/a.v1.png"),
        ("images/a.png", "masks/a_mask.png"),
        ("a.png", "a_mask.png"),
        ("a.png", "a-mask.png"),
        ("a.png", "a.mask.png"),
        ("a.png", "a_seg.png"),
        ("a.png", "a_alpha.png"),
        ("a.png", "a_matte.png"),
        ("images/Shoe.png", "masks/shoe.png"),
        ("Images/a.png", "MASKS/a.png"),
        ("images/cafe\u0301.png", "masks/caf\u00e9.png"),
    ],
)
def test_pairs(dataset: Dataset, tmp_path: Path, image: str, mask: str) -> None:
    job = send(dataset, tmp_path, {image: photo(), mask: png(MASK)})
    assert len(keys(dataset)) == 1
    assert (mask_of(dataset, keys(dataset)[0]) == MASK).all()
    assert set(codes(job).values()) == {"imported"}


def test_a_product_may_be_called_mask(dataset: Dataset, tmp_path: Path) -> None:
    send(dataset, tmp_path, {"sleep_mask.png": photo(), "images/b_mask.png": photo(1)})
    assert keys(dataset) == ["b_mask", "sleep_mask"]


def test_what_is_ambiguous_is_told_and_not_guessed(dataset: Dataset, tmp_path: Path) -> None:
    files = {
        "images/a.png": photo(0),
        "images/a.jpg": saved(Pillow.fromarray(np.zeros((9, 9, 3), np.uint8)), "JPEG"),
        "images/b.png": photo(1),
        "masks/b.png": png(MASK),
        "labels/b.png": png(DARK),
        "images/C.png": photo(2),
        "images/c.png": photo(3),
        "masks/c.png": png(MASK),
    }
    job = send(dataset, tmp_path, files)
    assert keys(dataset) == ["C", "b", "c"]
    assert mask_of(dataset, "b") is None and mask_of(dataset, "C") is None
    assert (mask_of(dataset, "c") == MASK).all()
    ambiguous = {name for name, code in codes(job).items() if code.startswith("ambiguous")}
    assert ambiguous == {"images/a.png", "images/a.jpg", "masks/b.png", "labels/b.png"}


def test_a_manifest_wins_over_names(dataset: Dataset, tmp_path: Path) -> None:
    lines = [
        {"image": "one.png", "mask": "second.png"},
        {"image": "two.png", "mask": "first.png", "label": "shadow"},
        {"image": "three.png", "mask": "nowhere.png"},
        {"mask": "first.png"},
    ]
    files = {
        "manifest.jsonl": "\n".join(map(json.dumps, lines)).encode() + b"\nnot json\n",
        "images/one.png": photo(1), "images/two.png": photo(2), "images/three.png": photo(3),
        "masks/first.png": png(DARK), "masks/second.png": png(MASK),
    }  # fmt: skip
    job = send(dataset, tmp_path, files)
    assert keys(dataset) == ["one", "three", "two"]
    assert (mask_of(dataset, "one") == MASK).all()
    assert (mask_of(dataset, "two", "shadow") == DARK).all()
    assert mask_of(dataset, "three") is None
    assert codes(job)["manifest.jsonl:3"] == "manifest_missing"
    assert codes(job)["manifest.jsonl:4"] == codes(job)["manifest.jsonl:5"] == "manifest_line"


def test_a_manifest_as_a_spreadsheet_saves_it(dataset: Dataset, tmp_path: Path) -> None:
    table = "\ufeffimage,mask,label,sku\r\n图 1.png,masks/m.png,shadow,4711\r\n"
    files = {"manifest.csv": table.encode(), "图 1.png": photo(), "masks/m.png": png(MASK)}
    send(dataset, tmp_path, files)
    assert (mask_of(dataset, "图 1", "shadow") == MASK).all()


def test_several_objects_of_a_picture(dataset: Dataset, tmp_path: Path) -> None:
    files = {
        "images/a.png": photo(),
        "masks/a~product-1.png": png(MASK),
        "masks/a~product-2.png": png(DARK),
        "masks/a~shadow-1.png": png(DARK),
        "masks/a~ghost-1.png": png(DARK),
    }
    job = send(dataset, tmp_path, files)
    image = Image.objects.get(dataset=dataset)
    assert sorted(image.masks.values_list("label", flat=True)) == ["product", "product", "shadow"]
    assert codes(job)["masks/a~ghost-1.png"] == "unknown_label"


@pytest.mark.parametrize(
    "data",
    [
        saved(Pillow.fromarray(MASK)),
        saved(Pillow.fromarray((MASK * 255).astype(np.uint8))),
        saved(Pillow.fromarray((MASK * 128).astype(np.uint8))),
        saved(Pillow.fromarray(MASK.astype(np.uint8))),
        saved(Pillow.fromarray((MASK * 65535).astype(np.uint16))),
        saved(Pillow.fromarray((MASK * 255).astype(np.uint8)).convert("RGB")),
        saved(Pillow.fromarray(np.dstack([np.zeros((120, 160, 3), np.uint8), (MASK * 255).astype(np.uint8)]))),
        saved(Pillow.fromarray((MASK * 255).astype(np.uint8)).convert("RGBA")),
        saved(Pillow.fromarray((MASK * 255).astype(np.uint8)), "JPEG", quality=95),
        saved(Pillow.fromarray((MASK * 255).astype(np.uint8)), "BMP"),
        saved(Pillow.fromarray((MASK * 255).astype(np.uint8)), "TIFF"),
        saved(Pillow.fromarray((MASK * 255).astype(np.uint8)).convert("P")),
    ],
    ids=["1 bit", "8 bit", "above half", "0 and 1", "16 bit", "RGB", "alpha", "opaque", "JPEG",
         "BMP", "TIFF", "grey palette"],
)  # fmt: skip
def test_masks_of_every_common_kind(dataset: Dataset, tmp_path: Path, data: bytes) -> None:
    send(dataset, tmp_path, {"images/a.png": photo(), "masks/a.png": data})
    assert (mask_of(dataset, "a") == MASK).all()


def test_a_palette_mask_leaves_the_void_out(dataset: Dataset, tmp_path: Path) -> None:
    indices = MASK.astype(np.uint8)
    indices[0:4] = 255
    picture = Pillow.fromarray(indices)
    picture.putpalette([0, 0, 0, 128, 0, 0] + [0, 64, 9] * 253 + [224, 224, 192])
    send(dataset, tmp_path, {"images/a.png": photo(), "masks/a.png": saved(picture)})
    assert (mask_of(dataset, "a") == MASK).all()


def test_an_empty_mask_is_left_out_with_a_warning(dataset: Dataset, tmp_path: Path) -> None:
    files = {"images/a.png": photo(), "masks/a.png": png(np.zeros_like(MASK))}
    job = send(dataset, tmp_path, files)
    assert mask_of(dataset, "a") is None and codes(job)["masks/a.png"] == "mask_empty"
