"""Scores of masks: the order of good and bad, named faults at their places, refusals."""

import numpy as np
import pytest

import ml
import ml.quality
from ml.evaluation.quality_places import meets
from ml.quality import figures
from ml.quality.judge import network
from ml.quality.reasons import find
from ml.quality.trees import LEAF, Trees, read
from ml.quality.views import look
from tests import pictures

WIDTH, HEIGHT = 480, 360
PHOTO = pictures.photo(WIDTH, HEIGHT)
TRUTH = pictures.ellipse(WIDTH, HEIGHT)


def names(mask: np.ndarray) -> list[str]:
    """The names of the reasons for a mask on the photo."""
    return [reason.name for reason in ml.quality.score(PHOTO, mask).reasons]


def test_a_true_mask_is_better_than_every_broken_one() -> None:
    truth = ml.quality.score(PHOTO, TRUTH)
    broken = {
        "half": pictures.ellipse(WIDTH, HEIGHT, 0.5),
        "moved": np.roll(TRUTH, 60, axis=1),
        "elsewhere": np.roll(TRUTH, WIDTH // 2, axis=1),
        "everything": np.ones_like(TRUTH),
    }
    assert 0 <= truth.boundary_score <= 1 and 0 <= truth.score <= 1 and 0 <= truth.edit <= 1
    for name, mask in broken.items():
        quality = ml.quality.score(PHOTO, mask)
        assert quality.score < truth.score and quality.edit > truth.edit, name


def test_faults_are_named_and_pointed_at() -> None:
    leak, hole, missing = TRUTH.copy(), TRUTH.copy(), TRUTH.copy()
    leak[150:220, 370:470] = True
    hole[160:210, 210:280] = False
    missing[:, 90:150] = False
    for name, mask in {"leak": leak, "hole": hole, "missing": missing}.items():
        ys, xs = np.nonzero(mask ^ TRUTH)
        place = (int(xs.min()), int(ys.min()), int(np.ptp(xs)) + 1, int(np.ptp(ys)) + 1)
        found = [r for r in ml.quality.score(PHOTO, mask).reasons if r.name == name]
        assert found, name
        assert any(meets(reason.box, place) for reason in found), (name, found, place)


def test_what_surely_needs_no_edit_has_fewer_faults_and_larger_ones() -> None:
    spill = TRUTH.copy()
    spill[165:195, 370:410] = True
    evidence = look(PHOTO, spill, network())
    proposal = look(PHOTO, TRUTH, network()).mask
    counts = [len(find(evidence, proposal, edit)) for edit in (0.0, 0.5, 1.0)]
    assert counts == sorted(counts) and counts[0] < counts[-1]


def test_what_needs_no_network_is_named() -> None:
    assert names(np.zeros_like(TRUTH)) == ["empty"]
    assert ml.quality.score(PHOTO, np.zeros_like(TRUTH)).score == 0
    assert "whole" in names(np.ones_like(TRUTH))
    specks = TRUTH.copy()
    for x in (10, 40, 70):
        specks[20:32, x : x + 12] = True
    assert "fragments" in names(specks)
    cut = ml.quality.score(PHOTO[:, 180:].copy(), TRUTH[:, 180:].copy())
    assert [r.box[0] for r in cut.reasons if r.name == "cut"] == [0]


def test_an_area_unlike_its_class_is_named_only_when_it_is() -> None:
    share = float(TRUTH.mean())
    for usual, unlike in ((share, False), (share / 10, True), (share * 3.5, True)):
        quality = ml.quality.score(PHOTO, TRUTH, ml.quality.Usual(float(np.log(usual)), 0.1))
        assert ("area" in [r.name for r in quality.reasons]) is unlike


@pytest.mark.parametrize(
    ("image", "mask", "code"),
    [
        (PHOTO, TRUTH[1:], "mask_size"),
        (PHOTO, TRUTH.astype(np.uint8), "mask_size"),
        (PHOTO[..., 0], TRUTH, "image_shape"),
        (PHOTO.astype(np.float32), TRUTH, "image_shape"),
    ],
)
def test_what_cannot_be_scored_is_refused(image, mask, code) -> None:
    with pytest.raises(ml.InputError) as caught:
        ml.quality.score(image, mask)
    assert caught.value.code == code


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (64, 64)])
def test_the_smallest_masks_have_a_score(shape: tuple[int, int]) -> None:
    image = np.full((*shape, 3), 128, np.uint8)
    mask = np.zeros(shape, bool)
    mask[0, 0] = True
    assert 0 <= ml.quality.score(image, mask).score <= 1


def test_the_same_mask_has_the_same_score() -> None:
    assert ml.quality.score(PHOTO, TRUTH) == ml.quality.score(PHOTO.copy(), TRUTH.copy())


def test_trees_read_from_json_answer_alike() -> None:
    one = Trees(
        0.5, np.array([0, 3]), np.array([1, LEAF, LEAF, LEAF]), np.array([2.0, 0, 0, 0]),
        np.array([1, 0, 0, 0]), np.array([2, 0, 0, 0]), np.array([0.0, -0.2, 0.3, 0.1]),
        np.array([0.0, 1.0]), np.array([0.0, 1.0]),
    )  # fmt: skip
    rows = np.array([[9.0, 2.0], [9.0, 2.1]])
    assert one(rows).round(6).tolist() == [0.4, 0.9]
    assert read(one.as_json())(rows).tolist() == pytest.approx(one(rows).tolist())


def test_figures_of_known_orders() -> None:
    truth = np.array([0.1, 0.4, 0.6, 0.95, 0.99])
    bad = figures.needs_edit(truth, np.ones(5))
    assert bad.tolist() == [True, True, True, False, False]
    assert figures.spearman(truth, truth**3) == pytest.approx(1)
    assert figures.auc(bad, -truth) == 1 and figures.auc(bad, truth) == 0
    assert figures.auc(bad, np.zeros(5)) == 0.5
    assert figures.auc(np.ones(5, bool), truth) is None
    assert figures.average_precision(bad, -truth) == 1
    assert figures.average_precision(bad, truth) == pytest.approx((1 / 3 + 2 / 4 + 3 / 5) / 3)
    assert figures.precision_of_worst(bad, -truth) == 1
    assert figures.calibration_error(truth, truth) == pytest.approx(0)
    assert figures.calibration_error(truth, np.full(5, 0.55)) == pytest.approx(
        abs(0.55 - truth.mean())
    )
