"""Where the network looks, worked out by hand."""

import numpy as np
import pytest

from ml.inference import crops
from ml.inference.gaze import enlarged, reduced
from ml.inference.network import Answer
from ml.inference.pyramid import Pyramid
from ml.inference.sighting import Sighting
from ml.types import Click


def sighting(
    previous: np.ndarray, proposed: np.ndarray, box: tuple[int, int, int, int]
) -> Sighting:
    logits = np.where(proposed, 5.0, -5.0).astype(np.float32)
    return Sighting(box, previous, Answer(logits, np.zeros((4, 32, 32), np.float32), 0.9))


def test_a_crop_is_centred_shifted_at_borders_and_never_slim() -> None:
    assert crops.around((400, 400, 100, 100), 1000, 1000) == (380, 380, 140, 140)
    assert crops.around((0, 0, 100, 100), 1000, 1000) == (0, 0, 140, 140), "shifted, not cut"
    assert crops.around((900, 900, 100, 100), 1000, 1000) == (860, 860, 140, 140)
    assert crops.around((0, 450, 1000, 10), 1000, 1000, 1.0) == (0, 205, 1000, 500), "2:1"
    assert crops.around((500, 500, 1, 1), 1000, 1000) == (468, 468, 64, 64), "the smallest"
    assert crops.around((5, 5, 5, 5), 30, 20) == (0, 0, 30, 20), "all of a small picture"


def test_the_target_holds_the_mask_the_foreground_clicks_and_the_last_click() -> None:
    mask = np.zeros((1000, 1000), bool)
    assert crops.target(mask, [Click(5, 5, True)]) == (0, 0, 1000, 1000)
    mask[400:500, 400:500] = True
    plain = crops.target(mask, [Click(450, 450, True)])
    assert plain == (380, 380, 140, 140)
    assert crops.target(mask, [Click(900.5, 450.5, False), Click(450, 450, True)]) == plain
    x, _, w, _ = crops.target(mask, [Click(450, 450, True), Click(900.5, 450.5, False)])
    assert x <= 400 and x + w >= 901


def test_unions_of_boxes_leave_out_the_empty_one() -> None:
    assert crops.union((0, 0, 0, 0), []) == (0, 0, 0, 0)
    assert crops.union((0, 0, 0, 0), [Click(3.9, 7.2, True)]) == (3, 7, 1, 1)
    assert crops.union((10, 10, 5, 5), [Click(3.9, 7.2, True)]) == (3, 7, 12, 8)
    assert crops.around_both((0, 0, 0, 0), (1, 2, 3, 4)) == (1, 2, 3, 4)
    assert crops.around_both((1, 2, 3, 4), (10, 1, 1, 1)) == (1, 1, 10, 5)


def test_the_close_look_is_at_the_changed_piece_or_around_a_click_on_a_small_one() -> None:
    before, after = np.zeros((64, 64), bool), np.zeros((64, 64), bool)
    box = (0, 0, 640, 640)
    after[10:50, 10:50] = True
    before[10:50, 10:30] = True  # 20 x 40 coarse pixels change: a piece of the object's own size
    seen = sighting(before, after, box)
    x, y, w, h = crops.focus(seen, Click(400, 300, True), 640, 640) or (0, 0, 0, 0)
    assert x <= 300 and x + w >= 500 and y <= 100 and y + h >= 500
    before[:] = after
    before[10:14, 10:14] = False  # much smaller than the object: 0.2 of its side to each side
    seen = sighting(before, after, box)
    assert crops.focus(seen, Click(120, 120, True), 640, 640) == (8, 8, 224, 224)
    assert crops.focus(sighting(after, after, box), Click(120, 120, True), 640, 640) is None
    everything = sighting(after & False, after | True, box)
    assert crops.focus(everything, Click(120, 120, True), 640, 640) is None, "no closer than before"


def test_coarse_pixels_and_the_image_s_are_told_apart() -> None:
    seen = sighting(np.zeros((64, 64), bool), np.zeros((64, 64), bool), (100, 200, 320, 640))
    assert seen.pixel(Click(100.1, 200.1, True)) == (0, 0)
    assert seen.pixel(Click(419.9, 839.9, True)) == (63, 63)
    assert seen.in_image((0, 0, 64, 64)) == (100, 200, 320, 640)
    assert seen.in_image((2, 2, 1, 1)) == (110, 220, 5, 10)
    assert seen.in_image((2, 2, 1, 1), margin=1) == (105, 210, 15, 30)
    assert seen.in_image((0, 0, 1, 1), margin=5) == (100, 200, 30, 60), "inside the crop"


def test_a_mask_that_is_reduced_and_enlarged_keeps_its_edges_to_a_coarse_pixel() -> None:
    rows, columns = np.mgrid[:600, :900]
    mask = ((columns - 450) / 300) ** 2 + ((rows - 300) / 200) ** 2 < 1
    small = reduced(mask, 64)
    back = enlarged(np.where(small, 8.0, -8.0).astype(np.float32), 900, 600)
    assert back.shape == mask.shape
    inner = ((columns - 450) / 285) ** 2 + ((rows - 300) / 190) ** 2 < 1
    outer = ((columns - 450) / 315) ** 2 + ((rows - 300) / 210) ** 2 < 1
    assert (back & ~outer).sum() == 0 and (inner & ~back).sum() == 0


def test_a_pyramid_gives_the_mean_of_what_it_shrinks_wherever_it_reads_it() -> None:
    image = np.zeros((1024, 1024, 3), np.uint8)
    image[:, ::2] = 200  # stripes a pixel wide
    pyramid = Pyramid(image)
    assert (pyramid.crop((0, 0, 1024, 1024), 64) == 100).all()
    assert (pyramid.crop((512, 256, 256, 256), 64) == 100).all()
    assert (pyramid.crop((0, 0, 64, 64), 64) == image[:64, :64]).all(), "its own pixels close up"
    half = np.zeros((1024, 1024, 3), np.uint8)
    half[:, 512:] = 200
    seen = Pyramid(half).crop((0, 0, 1024, 1024), 64)
    assert (seen[:, :32] == 0).all() and (seen[:, 32:] == 200).all()


@pytest.mark.parametrize("level", [0, 1, 2])
@pytest.mark.parametrize("left", [0, 1, 7, 38])
def test_a_view_lies_on_its_box_whatever_level_it_is_made_of(level: int, left: int) -> None:
    width = 64 * 3 * 2**level // 2  # one and a half pixels of the level for each of the view
    edge = left + 0.4 * width
    beyond = np.clip(np.arange(4 * width) + 1 - edge, 0, 1)  # of each column, the share
    image = np.repeat(np.repeat(200 * beyond[None, :, None], width, 0), 3, 2).astype(np.uint8)
    seen = Pyramid(image).crop((left, 0, width, width), 64)
    assert abs(64 - seen[32, :, 0].sum() / 200 - 0.4 * 64) < 0.25


@pytest.mark.parametrize(("width", "height"), [(40_000, 300), (3, 70_000), (1, 1), (5_000, 1)])
def test_a_view_of_a_ribbon_is_a_view_like_any_other(width: int, height: int) -> None:
    image = np.zeros((height, width, 3), np.uint8)
    image[height // 2 :, :, 0] = image[:, width // 2 :, 1] = 200
    seen = Pyramid(image).crop((0, 0, width, height), 64).astype(int)
    for channel, across in ((0, height), (1, width)):
        side = seen[..., channel].mean(axis=1 - channel)
        assert side[-1] == 200 and abs(side.sum() / 200 - (across - across // 2) / across * 64) < 1
    edge = (width - 1, height - 1, 1, 1)
    assert (Pyramid(image).crop(edge, 64) == image[-1, -1]).all()
