"""Masks survive every encoding bit for bit; damaged bytes are refused with a code."""

import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image
from pycocotools import mask as coco_tools

from ml import codecs

SIDES = st.integers(1, 40)
MASKS = st.tuples(SIDES, SIDES).flatmap(lambda shape: arrays.arrays(np.bool_, shape))
EXTREMES = [
    np.zeros((5, 9), np.bool_),
    np.ones((5, 9), np.bool_),
    np.ones((1, 17), np.bool_),
    np.ones((17, 1), np.bool_),
    np.eye(8, 23, dtype=np.bool_),
]


@pytest.mark.parametrize("mask", EXTREMES, ids=lambda m: f"{m.shape}-{m.sum()}")
def test_extreme_masks_survive(mask: np.ndarray) -> None:
    height, width = mask.shape
    assert (codecs.decode_mask(codecs.encode_mask(mask)) == mask).all()
    assert (codecs.decode_mask(codecs.encode_grey_png(mask)) == mask).all()
    assert (codecs.unpack_patch(codecs.pack_patch(mask), width, height) == mask).all()
    assert (codecs.decode_rle(codecs.encode_rle(mask)) == mask).all()
    assert (codecs.decode_rle(codecs.encode_rle_string(mask)) == mask).all()


@given(MASKS)
def test_png_masks_survive_and_other_readers_agree(mask: np.ndarray) -> None:
    for encode, mode in ((codecs.encode_mask, "1"), (codecs.encode_grey_png, "L")):
        data = encode(mask)
        assert (codecs.decode_mask(data) == mask).all()
        seen = Image.open(io.BytesIO(data))
        assert seen.mode == mode
        assert (np.asarray(seen.convert("L")) == mask * 255).all()


@given(MASKS)
def test_masks_written_by_others_are_read(mask: np.ndarray) -> None:
    picture = Image.fromarray(mask)  # Pillow filters the rows and splits the data its own way
    out = io.BytesIO()
    picture.save(out, "PNG")
    assert (codecs.decode_mask(out.getvalue()) == mask).all()


@given(MASKS)
def test_patches_survive(mask: np.ndarray) -> None:
    height, width = mask.shape
    assert (codecs.unpack_patch(codecs.pack_patch(mask), width, height) == mask).all()


@given(MASKS)
def test_run_lengths_are_those_of_the_coco_tools(mask: np.ndarray) -> None:
    theirs = coco_tools.encode(np.asfortranarray(mask.astype(np.uint8)))
    ours = codecs.encode_rle_string(mask)
    assert ours["counts"] == theirs["counts"].decode()
    assert json.loads(json.dumps(codecs.encode_rle(mask)))["size"] == theirs["size"]
    assert (codecs.decode_rle(codecs.encode_rle(mask)) == mask).all()
    assert (codecs.decode_rle(ours) == mask).all()


def test_run_lengths_go_down_the_columns_and_start_with_zeros() -> None:
    mask = np.array([[1, 0, 0], [1, 1, 0]], np.bool_)
    assert codecs.encode_rle(mask) == {"size": [2, 3], "counts": [0, 2, 1, 1, 2]}


@pytest.mark.parametrize(
    "rle",
    [
        None,
        [],
        {"size": [2, 3]},
        {"size": [2], "counts": [6]},
        {"size": [2, 3], "counts": [5]},
        {"size": [2, 3], "counts": [-1, 7]},
        {"size": [2, 3], "counts": [7]},
        {"size": [2, 3], "counts": [6.0]},
        {"size": [2, 3], "counts": "\x7f"},
        {"size": [2, 3], "counts": "P"},
        {"size": [2, 3], "counts": "oooooooooooooooooooooooooooo"},
        {"size": [-2, -3], "counts": [6]},
        {"size": [True, 3], "counts": [3]},
    ],
)
def test_malformed_run_lengths_are_refused(rle: object) -> None:
    with pytest.raises(codecs.CodecError) as refused:
        codecs.decode_rle(rle)
    assert refused.value.code == "rle_malformed"


def test_a_huge_mask_is_refused_before_it_takes_memory() -> None:
    with pytest.raises(codecs.CodecError) as refused:
        codecs.decode_rle({"size": [10**6, 10**6], "counts": [10**12]})
    assert refused.value.code == "mask_too_large"
    tiny = bytearray(codecs.encode_mask(np.zeros((2, 2), np.bool_)))
    tiny[16:24] = (10**6).to_bytes(4) * 2
    with pytest.raises(codecs.CodecError) as refused:
        codecs.decode_mask(bytes(tiny))
    assert refused.value.code == "mask_too_large"


@given(MASKS, st.data())
def test_a_damaged_png_never_gives_a_mask_of_another_size(
    mask: np.ndarray, data: st.DataObject
) -> None:
    whole = codecs.encode_mask(mask)
    cut = data.draw(st.integers(0, len(whole) - 13))
    with pytest.raises(codecs.CodecError):
        codecs.decode_mask(whole[:cut])
    spoiled = bytearray(whole)
    spoiled[data.draw(st.integers(41, len(whole) - 17))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(codecs.CodecError):
        codecs.decode_mask(bytes(spoiled))


@given(MASKS, st.binary(max_size=64))
def test_a_patch_of_another_size_is_refused(mask: np.ndarray, noise: bytes) -> None:
    height, width = mask.shape
    packed = codecs.pack_patch(mask)
    for data, wide, high in (
        (packed, width + 8, height),
        (packed, width, height + 1),
        (noise, 64, 64),
    ):
        with pytest.raises(codecs.CodecError) as refused:
            codecs.unpack_patch(data, wide, high)
        assert refused.value.code == "patch_broken"


@given(st.data(), st.tuples(SIDES, SIDES))
def test_a_map_of_numbers_survives_and_others_read_it(data: st.DataObject, shape) -> None:
    numbers = st.integers(0, (1 << 24) - 1)
    labels = data.draw(arrays.arrays(np.int32, shape, elements=numbers))
    rows, columns = (np.sort(data.draw(_places(side))) for side in shape)
    encoded = codecs.encode_ids(labels, rows, columns)
    expected = labels[rows][:, columns]
    assert (codecs.decode_ids(encoded) == expected).all()
    rgb = np.asarray(Image.open(io.BytesIO(encoded))).astype(int)
    assert (rgb[..., 0] * 65536 + rgb[..., 1] * 256 + rgb[..., 2] == expected).all()
    assert (codecs.decode_ids(codecs.encode_ids(labels)) == labels).all()
    with pytest.raises(codecs.CodecError) as refused:
        codecs.decode_ids(encoded[: data.draw(st.integers(0, len(encoded) // 2))])
    assert refused.value.code == "ids_broken"


def _places(side: int) -> st.SearchStrategy[np.ndarray]:
    """Up to three pixels for each of `side`."""
    return arrays.arrays(np.intp, st.integers(1, 3 * side), elements=st.integers(0, side - 1))
