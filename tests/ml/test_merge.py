"""Pieces of masks, and the merge that changes one of them, on masks that can be read off."""

import numpy as np
import pytest

from ml.inference.merge import FORCED_RADIUS, LEAST_FORCED, disk, force, progressive
from ml.inference.pieces import near, reach_of
from ml.types import Click


def blank(side: int = 100) -> np.ndarray:
    return np.zeros((side, side), bool)


def at(column: int, row: int, positive: bool = True) -> Click:
    return Click(column + 0.5, row + 0.5, positive)


def test_a_piece_is_what_is_connected_also_at_corners_and_over_a_gap_of_one_pixel() -> None:
    mask = blank()
    mask[10:20, 10:20] = True
    mask[20:30, 20:30] = True  # touches at a corner
    mask[10:20, 21:31] = True  # a column apart
    mask[60:70, 60:70] = True
    piece = near(mask, 12, 12)
    assert piece is not None
    assert (piece == (mask & (np.arange(100) < 50))).all(), "cut back to the mask, gaps included"


def test_a_piece_may_be_missed_by_a_little_and_by_no_more() -> None:
    mask = blank()
    mask[40:50, 40:50] = True
    assert near(mask, 54, 45) is not None, "five pixels from its edge"
    assert near(mask, 55, 45) is None
    assert near(mask, 55, 45, reach=6) is not None
    assert near(mask, -3, 45) is None
    assert near(blank(), 5, 5) is None
    assert reach_of(100) == 5 and reach_of(4000) == 80


def test_a_disk_holds_the_centres_within_its_radius_and_always_its_own_pixel() -> None:
    around = disk(at(10, 10), 2.0, (0, 0, 21, 21))
    rows, columns = np.nonzero(around)
    assert set(zip(rows - 10, columns - 10, strict=True)) == {
        (r, c) for r in range(-2, 3) for c in range(-2, 3) if r * r + c * c <= 4
    }
    corner = disk(Click(10.01, 10.01, True), 0.1, (0, 0, 21, 21))
    assert corner.sum() == 1 and corner[10, 10]


@pytest.mark.parametrize("positive", [True, False])
def test_a_forced_disk_stays_in_its_box_and_grows_with_the_crop(positive: bool) -> None:
    for side, radius in ((100, LEAST_FORCED), (2000, FORCED_RADIUS * 2000)):
        mask = np.full((2000, 2000), not positive)
        x, y, w, h = force(mask, at(50, 1990, positive), (0, 0, side, side))
        changed = mask == positive
        assert changed[1990, 50]
        assert abs(changed[:1991].sum() - np.pi * radius**2 / 2) < 3.5 * radius
        changed[y : y + h, x : x + w] = False
        assert not changed.any()


def merged(before: np.ndarray, proposal: np.ndarray, *clicks: Click) -> np.ndarray:
    return progressive(before, proposal, (0, 0, 100, 100), clicks)


def test_a_click_on_what_stays_as_it_is_does_not_take_everything_that_stays() -> None:
    """In the published merge such a click selects the piece of all unchanged pixels."""
    before, proposal = blank(), blank()
    before[30:60, 30:60] = proposal[30:60, 30:64] = True
    filled = merged(before, proposal, at(10, 10))
    assert 0 < (filled ^ before).sum() < 40, "a small disk, not the picture"
    erased = merged(before, proposal, at(45, 45, False))
    assert 0 < (before & ~erased).sum() < 40 and not (erased & ~before).any()


def test_the_direction_is_the_click_s_and_not_read_from_the_mask_under_it() -> None:
    """In the published merge a foreground click on the object may remove."""
    before, proposal = blank(), blank()
    before[30:60, 30:60] = True
    proposal[30:60, 45:80] = True  # would move the object to the right
    added = merged(before, proposal, at(50, 45))
    assert not (before & ~added).any()
    removed = merged(before, proposal, at(35, 45, False))
    assert (removed == before & proposal).all()


def test_only_the_piece_under_the_click_is_taken_and_two_clicks_take_two() -> None:
    before, proposal = blank(), blank()
    before[40:60, 40:60] = True
    proposal |= before
    left, right = blank(), blank()
    left[45:55, 20:40] = right[45:55, 60:80] = True
    proposal |= left | right
    assert (merged(before, proposal, at(30, 50)) == before | left).all()
    assert (merged(before, proposal, at(30, 50), at(70, 50)) == before | left | right).all()


def test_where_two_clicks_disagree_the_last_one_wins() -> None:
    before, proposal = blank(), blank()
    proposal[20:80, 20:80] = True
    out = merged(before, proposal, at(50, 50), at(50, 50, False))
    assert not out[50, 50] and out[25, 25]
