"""Superpixels: what the map promises, and that painting with it is exact."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import ml
from ml.tools import cells, superpixel, superpixels
from ml.tools.superpixel import MOST_PIXELS, size, sources
from tests import pictures

images = arrays(
    np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40), st.just(3)),
    elements=st.sampled_from([0, 60, 61, 200, 255]),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(images, st.sampled_from([1, 7, 50, 3000]))
def test_every_pixel_is_in_one_cell_and_every_cell_hangs_together(image, count) -> None:
    labels = superpixels(image, count)
    assert labels.shape == image.shape[:2]
    numbers = np.unique(labels)
    assert (numbers == np.arange(len(numbers))).all()
    for number in numbers:
        found, _ = cv2.connectedComponents((labels == number).astype(np.uint8), connectivity=8)
        assert found == 2
    assert (superpixels(image.copy(), count) == labels).all()


@pytest.mark.parametrize(("count", "least"), [(300, 0.97), (1000, 0.97), (3000, 0.97)])
def test_cells_end_where_colours_do(count: int, least: float) -> None:
    """Cells chosen by their majority draw the object nearly as it is."""
    image, truth = pictures.photo(640, 480), pictures.ellipse(640, 480)
    labels = superpixels(image, count)
    assert count * 0.6 < labels.max() < count * 1.6
    inside = np.bincount(labels.ravel(), truth.ravel()) / np.bincount(labels.ravel())
    drawn = (inside > 0.5)[labels]
    assert (drawn & truth).sum() / (drawn | truth).sum() > least


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 4), st.data())
def test_cells_of_a_reduced_map_cover_what_its_enlargement_says(width, height, times, data) -> None:
    labels = data.draw(arrays(np.int32, (height, width), elements=st.integers(0, 9)))
    shape = (height * times + times // 2, width * times)
    large = labels[sources(shape[0], height)][:, sources(shape[1], width)]
    ids = data.draw(st.lists(st.integers(0, int(labels.max())), max_size=4))
    mask = np.indices(shape).sum(axis=0) % 2 == 0
    held = np.isin(large, ids)
    assert (ml.apply(mask, superpixel(mask, labels, ids)) == (mask | held)).all()
    assert (ml.apply(mask, superpixel(mask, labels, ids, False)) == (mask & ~held)).all()


@pytest.mark.parametrize("number", [-1, 4, 1 << 24])
def test_a_cell_that_is_not_there_is_refused(number: int) -> None:
    labels = np.arange(4, dtype=np.int32).reshape(2, 2)
    with pytest.raises(ml.InputError) as refusal:
        cells((2, 2), labels, [0, number])
    assert refusal.value.code == "unknown_cell"


def test_large_pictures_are_reduced_to_a_bound() -> None:
    assert size(1000, 800) == (1000, 800)
    for width, height in [(4000, 3000), (12_000, 9000), (100_000, 50), (50, 100_000)]:
        w, h = size(width, height)
        assert w * h <= MOST_PIXELS
        assert abs(w / h / (width / height) - 1) < 0.05
