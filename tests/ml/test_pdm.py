"""Pixel diffusion on pictures whose answer can be worked out."""

import numpy as np

from ml.inference import pdm


def test_on_one_colour_every_neighbour_counts_the_same_and_a_step_is_their_mean() -> None:
    image = np.full((24, 24, 3), 77, np.uint8)
    weights = pdm.affinity(image)
    assert np.allclose(weights, 1 / len(weights))
    logits = np.random.default_rng(0).normal(0, 4, (24, 24)).astype(np.float32)
    none = np.zeros((24, 24), bool)
    start = np.tanh(logits / 2)
    sure = np.where(np.abs(start) > pdm.UNDECIDED, start, 0)
    mean = np.mean(pdm._neighbours(sure, pdm.DILATIONS), axis=0)
    assert np.allclose(pdm.diffuse(image, logits, none, none, 1), mean + start, atol=1e-5)


def test_a_click_floods_its_colour_and_stops_at_the_edge() -> None:
    image = np.zeros((40, 40, 3), np.uint8)
    image[:, 20:] = 200
    image += np.random.default_rng(0).integers(0, 6, image.shape, dtype=np.uint8)
    undecided = np.zeros((40, 40), np.float32)
    click = np.zeros((40, 40), bool)
    click[18:22, 8:12] = True
    spread = pdm.diffuse(image, undecided, click, np.zeros_like(click))
    assert (spread[14:26, 6:14] > 0).all() and spread[14:26, 6:14].mean() > 0.2
    assert spread[:, 24:].mean() < 0.05 * spread[14:26, 6:14].mean()
