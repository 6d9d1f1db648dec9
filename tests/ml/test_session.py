"""What a click promises, whatever the network says."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import ml
from ml.inference.network import Answer, Look, Stop
from ml.inference.session import Session
from ml.inference.settings import Settings

SIZE = 64


class Noise:
    """A network without sense: smooth random logits, different at every look."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def __call__(self, look: Look, flip: bool, stop: Stop | None = None) -> Answer:
        assert look.image.shape == (SIZE, SIZE, 3)
        coarse = self.rng.normal(0, 3, (8, 8)).astype(np.float32)
        mask = np.kron(coarse, np.ones((SIZE // 8, SIZE // 8), np.float32))
        latent = np.stack([np.roll(mask[::2, ::2], k, 0) for k in range(4)])
        return Answer(mask, latent, 0.5)


class Says:
    """A network that always gives the same answer for the whole image, seen through whatever crop
    it is asked about.
    """

    def __init__(self, truth: np.ndarray) -> None:
        self.truth = truth

    def __call__(self, look: Look, flip: bool, stop: Stop | None = None) -> Answer:
        # The crop is recognised by its content: the image of these tests encodes each pixel's own
        # coordinates.
        rows, cols = look.image[..., 0].astype(int), look.image[..., 1].astype(int)
        mask = np.where(self.truth[rows, cols], 8.0, -8.0).astype(np.float32)
        return Answer(mask, np.repeat(mask[None, ::2, ::2], 4, 0), 0.9)


def coordinates(height: int = 200, width: int = 200) -> np.ndarray:
    rows, cols = np.mgrid[0:height, 0:width]
    return np.stack([rows, cols, rows * 0], -1).astype(np.uint8)


def session(image: np.ndarray, network: object, **kw: bool) -> Session:
    return Session(image, network, Settings(size=SIZE, close=SIZE, **kw))  # type: ignore[arg-type]


@st.composite
def scenes(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, list[ml.Click]]:
    height, width = draw(st.tuples(st.integers(1, 90), st.integers(1, 90)))
    blocks = draw(arrays(bool, (4, 4)))
    mask = np.kron(blocks, np.ones((23, 23), bool))[:height, :width].astype(bool)
    image = np.full((height, width, 3), 128, np.uint8)
    clicks = draw(
        st.lists(
            st.builds(
                ml.Click,
                st.floats(0, width, exclude_max=True),
                st.floats(0, height, exclude_max=True),
                st.booleans(),
            ),
            min_size=1,
            max_size=4,
        )
    )
    return image, mask, clicks


@settings(max_examples=60, deadline=None)
@given(scenes(), st.integers(0, 2**16), st.sampled_from(["whole", "progressive", "auto"]))
def test_outside_the_box_nothing_changes_and_the_clicked_pixel_ends_on_its_side(
    scene, seed, mode
) -> None:
    image, mask, clicks = scene
    s = session(image, Noise(seed))
    s.restore(mask, protected=bool(mask.any()))
    for click in clicks:
        before = s.mask.copy()
        change = s.click(click.x, click.y, click.positive, mode=mode)
        column, row = click.pixel
        assert s.mask[row, column] == click.positive
        x, y, w, h = change.bbox
        outside = np.ones(mask.shape, bool)
        outside[y : y + h, x : x + w] = False
        assert (s.mask == before)[outside].all()
        assert change.changed == np.count_nonzero(s.mask ^ before)
        assert (ml.apply(before, change) == s.mask).all()


@settings(max_examples=60, deadline=None)
@given(scenes(), st.integers(0, 2**16))
def test_a_protected_mask_moves_only_in_the_clicks_direction(scene, seed) -> None:
    image, mask, clicks = scene
    s = session(image, Noise(seed))
    s.restore(mask, protected=True)
    for click in clicks:
        before = s.mask.copy()
        change = s.click(click.x, click.y, click.positive)
        assert change.progressive
        wrong_way = before & ~s.mask if click.positive else s.mask & ~before
        assert not wrong_way.any()


class Scaled(Says):
    """Sees a small thing on the object when it looks closely, and the object from further away; so
    close that the thing fills its view, nothing but the thing.
    """

    def __call__(self, look: Look, flip: bool, stop: Stop | None = None) -> Answer:
        rows, cols = look.image[..., 0].astype(int), look.image[..., 1].astype(int)
        near = rows.max() - rows.min() < 100
        thing = (abs(rows - 100) < 15) & (abs(cols - 80) < 15)
        mask = np.where(thing if near else self.truth[rows, cols], 8.0, -8.0).astype(np.float32)
        return Answer(mask, np.repeat(mask[None, ::2, ::2], 4, 0), 0.9)


def test_a_thing_that_is_seen_from_close_by_is_a_reading_too_and_the_edge_of_a_view_is_not() -> (
    None
):
    truth = np.zeros((200, 200), bool)
    truth[30:170, 30:170] = True
    s = session(coordinates(), Scaled(truth))
    s.click(80.5, 100.5, True)
    offers = s.readings()
    assert (s.mask & truth).sum() > 0.97 * truth.sum()
    (offer,) = offers
    x, y, _, _ = offer.bbox
    rows, cols = np.nonzero(offer.mask)
    ends = (rows.min() + y, rows.max() + y, cols.min() + x, cols.max() + x)
    assert np.abs(np.array(ends) - (86, 114, 66, 94)).max() <= 3


@settings(max_examples=40, deadline=None)
@given(scenes(), st.integers(0, 2**16))
def test_a_click_that_was_answered_changes_nothing_when_repeated_on_a_protected_mask(
    scene, seed
) -> None:
    image, mask, clicks = scene
    s = session(image, Noise(seed))
    s.restore(mask, protected=True)
    click = clicks[0]
    s.click(click.x, click.y, click.positive)
    before = s.mask.copy()
    again = s.click(click.x, click.y, click.positive)
    assert again.changed == 0 and again.bbox == (0, 0, 0, 0)
    assert (s.mask == before).all()


@settings(max_examples=40, deadline=None)
@given(scenes(), st.integers(0, 2**16), st.sampled_from(["whole", "progressive"]))
def test_clicks_sent_together_all_hold_and_the_last_wins(scene, seed, mode) -> None:
    image, mask, clicks = scene
    s = session(image, Noise(seed))
    s.restore(mask, protected=True)
    first, *more = clicks
    s.click(first.x, first.y, first.positive, mode=mode, more=more)
    last = clicks[-1]
    assert s.mask[last.pixel[1], last.pixel[0]] == last.positive


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (2, 2)])
@pytest.mark.parametrize("filled", [False, True])
def test_odd_images_and_full_or_empty_masks_are_answered(
    shape: tuple[int, int], filled: bool
) -> None:
    s = session(np.zeros((*shape, 3), np.uint8), Noise(1))
    s.restore(np.full(shape, filled), protected=filled)
    for positive in (True, False):
        s.click(shape[1] - 0.5, shape[0] - 0.5, positive)
        assert s.mask[-1, -1] == positive


@pytest.mark.parametrize(
    "point", [(-3, 5), (5, 200), (200, 5), (math.nan, 5), (5, math.inf), (1e9, 5)]
)
def test_a_point_outside_the_image_is_refused_and_nothing_changes(
    point: tuple[float, float],
) -> None:
    s = session(coordinates(), Says(np.zeros((200, 200), bool)))
    s.click(20.5, 20.5, True)
    before, clicks = s.mask.copy(), list(s.clicks)
    with pytest.raises(ml.InputError) as refusal:
        s.click(*point, True)
    assert refusal.value.code == "point_outside"
    assert (s.mask == before).all() and s.clicks == clicks


def test_a_click_on_a_protected_mask_takes_the_piece_it_is_about_and_no_other() -> None:
    truth = np.zeros((200, 200), bool)
    truth[40:160, 40:160] = True
    start = truth.copy()
    start[40:80, 40:60] = False  # missing here
    start[120:160, 140:160] = False  # and here
    s = session(coordinates(), Says(truth))
    s.restore(start, protected=True)
    s.click(50.5, 60.5, True)
    assert s.mask[45:75, 42:58].all()
    assert not s.mask[125:155, 142:158].any()


def test_a_click_beside_the_changed_piece_means_that_piece() -> None:
    """The published merge took everything unchanged when the click missed the changed pixels."""
    truth = np.zeros((100, 100), bool)
    truth[20:50, 20:54] = True
    start = np.zeros_like(truth)
    start[20:50, 20:50] = True
    s = session(coordinates(100, 100), Says(truth))
    s.restore(start, protected=True)
    s.click(57.5, 35.5, True)
    assert np.count_nonzero(s.mask & ~truth) < 60
    assert s.mask[22:48, 50:53].all()
    s.restore(start, protected=True)
    s.click(35.5, 35.5, False)  # on right foreground, where the network sees nothing to remove
    assert np.count_nonzero(start & ~s.mask) < 60


def test_a_new_object_is_predicted_as_a_whole() -> None:
    truth = np.zeros((200, 200), bool)
    truth[50:150, 60:140] = True
    wrong = np.zeros_like(truth)
    wrong[0:30, 0:30] = True
    s = session(coordinates(), Says(truth))
    s.restore(wrong, [ml.Click(10.5, 10.5, True)], protected=False)
    change = s.click(100.5, 100.5, True)
    assert not change.progressive
    assert (s.mask & truth).sum() > 0.97 * truth.sum()
    assert (s.mask & wrong).sum() < 0.2 * wrong.sum()


class Reads(Says):
    """Sees the object, and in its latent heads a part of it, the group that it is in, something the
    click is not on, and a place about which it cannot make up its mind.

    Once it is shown a mask all its heads agree with that, as trained ones do.
    """

    def __call__(self, look: Look, flip: bool, stop: Stop | None = None) -> Answer:
        answer = super().__call__(look, flip)
        if look.previous.any():
            return answer
        rows, cols = look.image[::2, ::2, 0].astype(int), look.image[::2, ::2, 1].astype(int)
        part = np.where((rows < 100) & (answer.latent[0] > 0), 6.0, -6.0)
        group = np.where((rows > 20) & (rows < 180), 6.0, -6.0)
        elsewhere = np.where(cols < 30, 6.0, -6.0)
        unsure = np.where((rows > 60) & (cols > 60), 0.4, -0.4)
        latent = np.stack([group, elsewhere, part, unsure]).astype(np.float32)
        return Answer(answer.mask, latent, 0.9)


def test_first_click_offers_part_and_group_and_later_ones_do_not() -> None:
    truth = np.zeros((200, 200), bool)
    truth[50:150, 60:140] = True
    s = session(coordinates(), Reads(truth))
    s.click(100.5, 80.5, True)
    assert (s.mask & truth).sum() > 0.97 * truth.sum()
    assert s.ambiguous
    rows = []
    for offer in s.readings():
        x, y, w, h = offer.bbox
        assert offer.mask.shape == (h, w) and offer.mask[80 - y, 100 - x]
        whole = s.mask.copy()
        whole[y : y + h, x : x + w] = offer.mask
        found = np.flatnonzero(whole.any(1))
        rows.append((int(found[0]), int(found[-1])))
    assert len(rows) == 2, "the part and the group, and no guesses"
    part, group = rows
    coarse = 200 / SIZE * 2 + 1  # latent heads have half the side of the input
    assert abs(part[0] - 50) < coarse and abs(part[1] - 100) < coarse
    assert abs(group[0] - 20) < coarse and abs(group[1] - 180) < coarse
    assert not s.ambiguous and s.readings() == (), "they are told once"
    s.click(10.5, 10.5, False)
    assert not s.ambiguous and s.readings() == ()


@settings(max_examples=40, deadline=None)
@given(scenes(), st.integers(0, 2**16), st.sampled_from(["whole", "progressive", "auto"]))
def test_a_glance_promises_what_a_click_does_and_leaves_the_state(scene, seed, mode) -> None:
    image, mask, clicks = scene
    s = session(image, Noise(seed))
    s.restore(mask, clicks[1:], protected=bool(mask.any()))
    before, click = mask.copy(), clicks[0]
    change = s.glance(click.x, click.y, click.positive, mode=mode)
    assert (s.mask == before).all() and s.clicks == clicks[1:]
    after = ml.apply(before, change)
    assert after[click.pixel[::-1]] == click.positive
    assert change.changed == np.count_nonzero(before ^ after)
    if change.progressive:
        assert not (before & ~after if click.positive else after & ~before).any()


def test_a_glance_is_given_up_when_it_is_told_so() -> None:
    s = ml.load().open(coordinates())
    with pytest.raises(ml.Interrupted):
        s.glance(100, 100, True, stop=lambda: True)
    assert s.glance(100, 100, True, stop=lambda: False).changed
    assert not s.mask.any() and s.click(100, 100, True).changed
