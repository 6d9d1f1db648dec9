"""What the network is shown of clicks and strokes, and simulated people, worked out by hand."""

import math

import numpy as np
import pytest

from ml import maps
from ml.evaluation.grabcut import GrabCut
from ml.simulation.clicks import depth, inside, next_click
from ml.types import Click, Stroke


def test_a_click_is_a_disk_of_four_pixels() -> None:
    drawn = maps.disks([(32.5, 20.5)], 64, 96)
    rows, columns = np.nonzero(drawn)
    assert drawn.shape == (64, 96) and set(np.unique(drawn)) == {0, 1}
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (16, 24, 28, 36)
    assert not maps.disks([], 64, 96).any()


def test_a_gaussian_falls_with_the_distance_in_cells_and_the_nearest_click_counts() -> None:
    spots = maps.gaussians([(12, 12), (52, 12)], 64, 64)
    assert spots.shape == (8, 8)
    assert spots[1, 1] == spots[1, 6] == 1, "the centres of the cells that were clicked"
    assert spots[1, 2] == pytest.approx(math.exp(-1 / (2 * maps.SIGMA**2)))
    assert spots[4, 1] == pytest.approx(math.exp(-9 / (2 * maps.SIGMA**2)))


def test_the_halo_of_a_line_is_the_gaussian_of_the_distance_to_it() -> None:
    drawn = maps.lines([Stroke(((0.0, 12.0), (63.0, 12.0)), 0.5, True)], 64, 64)
    spots = maps.halo(drawn)
    assert np.allclose(spots, spots[:, :1])
    assert spots[1, 0] == 1
    away = 0.955 * 3  # cells, as OpenCV's quick distance counts straight steps
    assert spots[4, 0] == pytest.approx(math.exp(-(away**2) / (2 * maps.SIGMA**2)), rel=0.01)


def test_foreground_and_background_are_drawn_apart() -> None:
    clicks = [Click(10, 10, True), Click(50, 50, False)]
    drawn, spots = maps.planes(clicks, [Stroke(((10.0, 50.0),), 2.0, False)], 64, 64)
    assert drawn[0, 10, 10] and not drawn[1, 10, 10]
    assert drawn[1, 50, 50] and drawn[1, 50, 10] and not drawn[0, 50, 50]
    assert spots[0].argmax() == 9 and spots[1, 6, 6] > 0.9 and spots[1, 6, 1] > 0.9


def test_depth_is_the_distance_to_the_outside_and_the_picture_s_border_is_outside() -> None:
    region = np.zeros((40, 60), bool)
    region[:, :21] = True
    deep = depth(region)
    assert deep[20, 10] == pytest.approx(11, rel=0.05) and deep[20, 0] == pytest.approx(1, rel=0.05)
    assert deep[20, 40] == 0
    rng = np.random.default_rng(0)
    for _ in range(20):
        column, row = inside(region, rng) or (-1, -1)
        assert deep[row, column] >= deep.max() / 2
    assert inside(region & False, rng) is None


def test_the_next_click_is_in_the_deeper_of_what_misses_and_what_is_too_much() -> None:
    target, mask = np.zeros((60, 60), bool), np.zeros((60, 60), bool)
    target[10:30, 10:30] = True
    mask[40:50, 40:50] = True
    none = target & False
    rng = np.random.default_rng(0)
    click = next_click(mask, target, none, none, rng)
    assert click is not None and click.positive and target[click.pixel[::-1]]
    click = next_click(mask | target, target, none, none, rng)
    assert click is not None and not click.positive and mask[click.pixel[::-1]]
    assert next_click(mask | target, target, mask, none, rng) is None, "what is ignored"
    assert next_click(target, target, none, none, rng) is None


def test_grabcut_finds_a_bright_square_and_gives_back_the_size_of_the_picture() -> None:
    image = np.full((500, 700, 3), 40, np.uint8)
    image[150:350, 200:400] = 220
    image += np.random.default_rng(0).integers(0, 8, image.shape, dtype=np.uint8)
    cut = GrabCut(image)
    cut.click(Click(300, 250, True))
    mask = cut.click(Click(50, 50, False))
    assert mask.shape == (500, 700)
    truth = image[..., 0] > 128
    assert (mask & truth).sum() / (mask | truth).sum() > 0.95
