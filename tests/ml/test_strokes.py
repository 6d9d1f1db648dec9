"""What scribbles and drawn boxes promise, whatever the network says, and how they are simulated."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ml
from ml import maps
from ml.inference.network import Answer, Look, Stop
from ml.inference.session import Session
from ml.inference.settings import Settings
from ml.inference.sighting import Sighting
from ml.inference.strokes import expansion, surroundings
from ml.inference.votes import within
from ml.simulation.strokes import box_around, next_stroke
from ml.types import Stroke

from .test_session import SIZE, Noise, Says, coordinates, scenes


def session(image: np.ndarray, network: object) -> Session:
    return Session(image, network, Settings(size=SIZE, close=SIZE))  # type: ignore[arg-type]


points = st.lists(st.tuples(st.floats(-20, 110), st.floats(-20, 110)), min_size=1, max_size=6)


@settings(max_examples=80, deadline=None)
@given(scenes(), points, st.floats(0.5, 12), st.booleans(), st.floats(0.1, 20), st.integers(0, 99))
def test_a_stroke_moves_the_mask_its_own_way_and_owns_the_pixels_under_it(
    scene, line, radius, positive, zoom, seed
) -> None:
    image, mask, _ = scene
    s = session(image, Noise(seed))
    s.restore(mask)
    under = ml.tools.brush(np.zeros_like(mask), line, radius)
    if not under.changed:
        with pytest.raises(ml.InputError) as refused:
            s.scribble(line, radius, positive, zoom=zoom)
        assert refused.value.code == "point_outside"
        assert (s.mask == mask).all()
        return
    change = s.scribble(line, radius, positive, zoom=zoom)
    assert (ml.apply(mask, change) == s.mask).all()
    assert (s.mask[ml.apply(np.zeros_like(mask), under)] == positive).all()
    wrong_way = mask & ~s.mask if positive else s.mask & ~mask
    assert not wrong_way.any()


@settings(max_examples=60, deadline=None)
@given(
    scenes(), st.tuples(*[st.floats(-30, 110)] * 2), st.tuples(*[st.floats(0.5, 120)] * 2),
    st.booleans(), st.integers(0, 99),
)  # fmt: skip
def test_outside_a_drawn_box_nothing_changes(scene, corner, sides, protected, seed) -> None:
    image, mask, _ = scene
    height, width = mask.shape
    s = session(image, Noise(seed))
    s.restore(mask, protected=protected)
    (x, y), (w, h) = corner, sides
    if x + w <= 0 or y + h <= 0 or x >= width or y >= height:
        with pytest.raises(ml.InputError) as refused:
            s.box(x, y, w, h)
        assert refused.value.code == "box_outside"
        return
    change = s.box(x, y, w, h)
    outside = np.ones_like(mask)
    rows = slice(max(0, math.floor(y)), math.ceil(y + h))
    outside[rows, max(0, math.floor(x)) : math.ceil(x + w)] = False
    assert (s.mask == mask)[outside].all()
    assert (ml.apply(mask, change) == s.mask).all()
    assert not protected or not (mask & ~s.mask).any()


def test_a_stroke_takes_every_piece_that_it_touches_and_no_other() -> None:
    image = coordinates()
    truth = np.zeros((200, 200), bool)
    truth[80:120, 40:70] = truth[80:120, 90:120] = truth[80:120, 150:180] = True
    s = session(image, Says(truth))
    s.scribble([(50.0, 100.0), (110.0, 100.0)], 2.0, True)
    assert s.mask[85, 55] and s.mask[85, 105], "both touched pieces are taken"
    assert not s.mask[85, 165], "the third is not"


@pytest.mark.parametrize(
    "bad", [((0.0, 0.0, 0.0, 5.0), "box"), ((0.0, 0.0, math.nan, 5.0), "box"),
            ((300.0, 0.0, 5.0, 5.0), "box_outside")],
)  # fmt: skip
def test_a_bad_box_is_refused(bad) -> None:
    s = session(coordinates(), Noise(0))
    with pytest.raises(ml.InputError) as refused:
        s.box(*bad[0])
    assert refused.value.code == bad[1]


@pytest.mark.parametrize(
    ("share", "zoom", "factor"),
    [(0.0005, 1, 4.0), (0.005, 1, 3.3), (0.02, 4, 1.83), (0.1, 2, 1.63), (0.6, 8, 1.09)],
)
def test_the_crop_shrinks_with_the_stroke_s_area_and_with_zoom(share, zoom, factor) -> None:
    assert expansion(share, zoom) == pytest.approx(factor, abs=0.01)


def test_surroundings_stay_in_the_picture_and_hold_the_stroke() -> None:
    x, y, w, h = surroundings((900, 10, 90, 400), 1000, 1000, 2.0)
    assert x >= 0 and y >= 0 and x + w <= 1000 and y + h <= 1000
    assert x <= 900 and y <= 10 and x + w >= 990 and y + h >= 410
    assert max(w, h) <= 2 * min(w, h)


class Remembers:
    """Keeps what it was asked."""

    def __init__(self) -> None:
        self.looks: list[Look] = []

    def __call__(self, look: Look, flip: bool, stop: Stop | None = None) -> Answer:
        self.looks.append(look)
        return Answer(np.full((SIZE, SIZE), -5, np.float32), np.zeros((4, 32, 32), np.float32), 0.5)


def test_rounds_are_independent_of_clicks_and_of_each_other() -> None:
    network = Remembers()
    s = session(coordinates(), network)
    s.restore(None, [ml.Click(20, 20, True)])
    s.scribble([(50.0, 50.0), (60.0, 60.0)], 3.0, True)
    s.scribble([(80.0, 50.0)], 3.0, False)
    assert all(not look.clicks and len(look.strokes) == 1 for look in network.looks)
    assert s.clicks == [ml.Click(20, 20, True)]


def test_a_first_stroke_looks_at_the_picture_and_a_later_one_around_itself() -> None:
    network = Remembers()
    s = session(coordinates(), network)
    s.scribble([(100.0, 100.0), (104.0, 100.0)], 1.0, True)
    s.scribble([(100.0, 100.0), (104.0, 100.0)], 1.0, True)
    shown = [int(np.ptp(look.image[..., 0])) for look in network.looks]
    assert shown[0] >= 190, "rows of the picture that the first look spans"
    assert all(rows <= 110 for rows in shown[1:])


def test_a_later_stroke_sees_the_object_too_unless_one_works_close_up() -> None:
    large = np.zeros((200, 200), bool)
    large[20:180, 20:180] = True
    spans = []
    for zoom in (1.0, 4.0):
        network = Remembers()
        s = session(coordinates(), network)
        s.restore(large)
        s.scribble([(100.0, 100.0), (104.0, 100.0)], 1.0, False, zoom=zoom)
        spans.append([int(np.ptp(look.image[..., 0])) for look in network.looks])
    assert max(spans[0]) >= 190 and min(spans[0]) <= 110
    assert max(spans[1]) <= 110


class Halves:
    """Sees two things, the left half of the picture and the right one. Shown no mask, the thing that
    a foreground stroke is on, or that a background stroke is not on. Shown one, `doubt(mask)`.
    """

    def __init__(self, doubt: Callable[[np.ndarray], np.ndarray]) -> None:
        self.doubt = doubt

    def __call__(self, look: Look, flip: bool, stop: Stop | None = None) -> Answer:
        (stroke,) = look.strokes
        columns = look.image[..., 1].astype(int)
        x, y = stroke.points[0]
        same = (columns < 100) == (columns[int(y), int(x)] < 100)
        mask = np.where(same == stroke.positive, 9.0, -9.0)
        if look.previous.any():
            mask = self.doubt(look.previous > 0)
        mask = mask.astype(np.float32)
        return Answer(mask, np.repeat(mask[None, ::2, ::2], 4, 0), 0.9)


def stands_by_it(mask: np.ndarray) -> np.ndarray:
    return np.where(mask, 1.5, -1.5)


def gives_it_up(mask: np.ndarray) -> np.ndarray:
    return np.full(mask.shape, -1.5)


def test_right_strokes_put_a_wrong_one_right_though_the_network_stands_by_the_mask() -> None:
    left = np.zeros((200, 200), bool)
    left[:, :100] = True
    s = session(coordinates(), Halves(stands_by_it))
    s.scribble([(140.0, 60.0), (150.0, 140.0)], 2.0, True)
    assert s.mask[:, 105:].all() and not s.mask[:, :95].any(), "the wrong thing"
    s.scribble([(140.0, 60.0), (150.0, 140.0)], 2.0, False)
    s.scribble([(40.0, 60.0), (50.0, 140.0)], 2.0, True)
    assert (s.mask ^ left).mean() < 0.03


def test_a_background_stroke_keeps_what_is_the_object_to_somebody_who_does_not_know_the_mask() -> (
    None
):
    spilt = np.zeros((200, 200), bool)
    spilt[:, :130] = True
    s = session(coordinates(), Halves(gives_it_up))
    s.restore(spilt)
    s.scribble([(115.0, 60.0), (120.0, 140.0)], 2.0, False)
    assert not s.mask[:, 105:].any(), "what was spilt"
    assert s.mask[:, :95].all(), "the object"


def test_somebody_who_does_not_know_the_mask_does_not_outvote_those_who_are_sure() -> None:
    right = np.zeros((200, 200), bool)
    right[:, 60:] = True
    s = session(coordinates(), Halves(lambda shown: np.where(shown, 6.0, -6.0)))
    s.restore(right)
    s.scribble([(140.0, 60.0), (150.0, 140.0)], 2.0, False)
    assert s.mask[:, 170:].all() and s.mask[:, 70:130].all()


def test_a_crop_is_read_at_the_pixels_of_another_one_inside_it() -> None:
    ramp = np.add.outer(np.arange(64.0) * 3, np.arange(64.0)).astype(np.float32)
    answer = Answer(np.zeros((32, 32), np.float32), np.zeros((4, 16, 16), np.float32), 0.5)
    seen = Sighting((140, 90, 80, 40), np.zeros((32, 32), bool), answer)
    got = within(ramp, (100, 50, 128, 256), seen)
    xs = (140 + (np.arange(32) + 0.5) * 80 / 32 - 100) * 64 / 128 - 0.5
    ys = (90 + (np.arange(32) + 0.5) * 40 / 32 - 50) * 64 / 256 - 0.5
    assert np.abs(got - np.add.outer(3 * ys, xs)).max() < 0.1


def test_a_stroke_takes_three_looks_at_most() -> None:
    large = np.zeros((200, 200), bool)
    large[20:180, 20:180] = True
    for positive in (True, False):
        network = Remembers()
        s = session(coordinates(), network)
        s.restore(large)
        s.scribble([(100.0, 100.0), (104.0, 100.0)], 1.0, positive)
        assert len(network.looks) == 3
        assert sum(not look.previous.any() for look in network.looks) == 1


def test_strokes_are_drawn_with_their_width_and_a_halo() -> None:
    drawn, spots = maps.planes([], [Stroke(((8.0, 32.0), (56.0, 32.0)), 3.0, False)], 64, 64)
    assert drawn.shape == (2, 64, 64) and spots.shape == (2, 8, 8)
    assert not drawn[0].any() and not spots[0].any()
    assert drawn[1, 32, 8:56].all() and 5 <= drawn[1, :, 30].sum() <= 8
    assert spots[1, 4, 4] > 0.9 > spots[1, 7, 4] > 0


def test_simulated_strokes_stay_inside_what_is_wrong() -> None:
    rng = np.random.default_rng(4)
    target = np.zeros((90, 120), bool)
    target[20:70, 30:100] = True
    nothing = np.zeros_like(target)
    for _ in range(30):
        stroke = next_stroke(nothing, target, nothing, 4.0, rng)
        assert stroke is not None and stroke.positive
        assert all(target[int(y), int(x)] for x, y in stroke.points)
        wrong = next_stroke(~nothing, target, nothing, 4.0, rng)
        assert wrong is not None and not wrong.positive
    assert next_stroke(target, target, nothing, 4.0, rng) is None


def test_simulated_boxes_are_near_the_object() -> None:
    target = np.zeros((100, 100), bool)
    target[30:70, 20:80] = True
    for seed in range(20):
        frame = box_around(target, np.random.default_rng(seed))
        xs, ys = zip(*frame.points, strict=True)
        assert abs(min(xs) - 20) < 9 and abs(max(xs) - 80) < 9
        assert abs(min(ys) - 30) < 9 and abs(max(ys) - 70) < 9
