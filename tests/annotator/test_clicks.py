"""Clicks on a mask: what they change, what protects it, and that any worker answers alike."""

import uuid

import numpy as np
import pytest

from annotator import sessions
from backend.models import Image, MaskRevision, Operation
from backend.services import images, limits, masks
from tests import pictures
from tests.annotator.conftest import Hand
from tests.client import click

CENTRE = (80.5, 60.5)
SMALL = pictures.ellipse(shrink=0.5)


@pytest.fixture
def labelled(hand: Hand) -> Hand:
    """The hand at a mask that holds a pre-label, too small."""
    masks.import_revision(hand.image, "product", SMALL, hand.user)
    return hand


def test_a_click_makes_an_object(hand: Hand) -> None:
    answer = hand.click(*CENTRE)
    assert answer.body["version"] == 1
    assert hand.pixels[60, 80]
    assert 0 <= answer.body["score"] <= 1
    assert answer.body["protected"] is answer.body["progressive"] is False
    hand.image.refresh_from_db()
    assert (hand.image.state, hand.image.revision) == ("in_progress", 2)


def test_a_foreground_click_on_a_prelabel_only_adds(labelled: Hand) -> None:
    answer = labelled.click(110.5, 60.5)
    assert answer.body["progressive"] is True
    assert (labelled.pixels & SMALL).sum() == SMALL.sum()
    assert labelled.pixels[60, 110]


def test_a_background_click_on_a_prelabel_only_removes(labelled: Hand) -> None:
    labelled.click(*CENTRE, positive=False)
    assert not (labelled.pixels & ~SMALL).any()
    assert not labelled.pixels[60, 80]


def test_the_switch_overrules(labelled: Hand) -> None:
    assert labelled.click(110.5, 60.5, mode="whole").body["progressive"] is False
    assert labelled.click(20.5, 20.5, False, mode="progressive").body["progressive"] is True


def test_a_stroke_protects_and_undoing_it_unprotects(hand: Hand) -> None:
    assert hand.click(*CENTRE).body["protected"] is False
    assert hand.brush((20, 20), (30, 25)).body["protected"] is True
    assert hand.click(100.5, 60.5).body["progressive"] is True
    hand.do("undo")
    assert hand.do("undo").body["protected"] is False
    assert hand.click(90.5, 70.5).body["progressive"] is False


def test_submitted_work_is_protected(hand: Hand) -> None:
    hand.click(*CENTRE)
    image = Image.objects.get(id=hand.image.id)
    images.submit(image, hand.user, {"op_id": str(uuid.uuid4())})
    answer = hand.click(*CENTRE, positive=False)
    assert answer.body["progressive"] is answer.body["protected"] is True
    assert answer.body["state"] == "in_progress"


def test_a_restored_or_uploaded_mask_is_protected(hand: Hand) -> None:
    hand.click(*CENTRE)
    mask = hand._now()
    masks.put(mask, SMALL, 1, hand.user, uuid.uuid4(), "x")
    assert hand.click(110.5, 60.5).body["progressive"] is True


def test_a_repeated_op_id_gets_the_stored_answer(hand: Hand) -> None:
    body = click(0, *CENTRE)
    first = hand.send(body)
    hand.brush((20, 20))
    again = hand.send(body)
    assert (again.body, again.patch) == (first.body, first.patch)
    assert MaskRevision.objects.count() == 2
    refused = hand.refused(body | {"x": 1.5})
    assert (refused.code, refused.status) == ("op_id_reused", 409)


def test_a_stale_base_is_refused_with_the_version(hand: Hand) -> None:
    hand.click(*CENTRE)
    body = click(0, *CENTRE, positive=False)
    refused = hand.refused(body)
    assert (refused.code, refused.status, refused.extra["version"]) == ("stale_base", 409, 1)
    # What was refused is not remembered: the same op_id may come with the right base.
    assert hand.send(body | {"base": 1}).body["version"] == 2


@pytest.mark.parametrize(("x", "y"), [(-3, 5), (160, 5), (5, 120), (1e9, 5), (5, -0.001)])
def test_a_click_outside_is_refused(hand: Hand, x: float, y: float) -> None:
    hand.click(*CENTRE)
    assert hand.refused(click(1, x, y)).code == "point_outside"
    assert hand.flip(*CENTRE).body["version"] == 2


def test_the_edges_of_the_picture_are_inside(hand: Hand) -> None:
    assert hand.click(0, 0).body["version"] == 1
    assert hand.pixels[0, 0]
    hand.click(159.9, 119.9)
    assert hand.pixels[119, 159]


def test_nothing_changed_is_answered_and_remembered(hand: Hand) -> None:
    body = {
        "op_id": str(uuid.uuid4()), "base": 0, "kind": "brush",
        "points": [[5, 5]], "radius": 2, "positive": False,
    }  # fmt: skip
    answer = hand.send(body)
    assert (answer.body["bbox"], answer.body["changed"], answer.body["version"]) == (
        [0, 0, 0, 0], 0, 0,
    )  # fmt: skip
    assert hand.send(body) == answer
    assert (MaskRevision.objects.count(), Operation.objects.count()) == (0, 1)


def test_a_worker_that_never_saw_the_mask_answers_alike(admin, dataset) -> None:
    """Every session is rebuilt before each interaction; the other keeps its own all along."""
    warm, cold = (Hand(admin, pictures.stored(dataset, key)) for key in ("warm", "cold"))
    steps = [
        ("click", {"x": 80.5, "y": 60.5, "positive": True}),
        ("click", {"x": 110.5, "y": 66.5, "positive": True}),
        ("click", {"x": 20.5, "y": 20.5, "positive": False, "more": [
            {"x": 140.5, "y": 100.5, "positive": False}]}),
        ("undo", {}),
        ("brush", {"points": [[40, 40], [50, 60]], "radius": 6, "positive": True}),
        ("click", {"x": 60.5, "y": 60.5, "positive": True}),
        ("undo", {}),
        ("redo", {}),
        ("click", {"x": 45.5, "y": 50.5, "positive": False}),
    ]  # fmt: skip
    for number, (kind, fields) in enumerate(steps):
        warm.do(kind, **fields)
        sessions.forget(cold.mask.id)
        cold.do(kind, **fields)
        assert (warm.pixels == cold.pixels).all(), f"step {number}: {kind}"


def test_too_many_at_once_are_refused_but_repeats_are_free(hand: Hand, monkeypatch) -> None:
    monkeypatch.setattr(limits, "INTERACTIONS_AT_ONCE", 3.0)
    monkeypatch.setattr(limits, "INTERACTIONS_PER_SECOND", 0.0)
    body = click(0, *CENTRE)
    for _ in range(5):
        hand.send(body)
    hand.brush((20, 20))
    hand.brush((30, 20))
    refused = hand.refused(click(3, 100, 60))
    assert (refused.code, refused.status) == ("rate_limited", 429)
    assert refused.extra["retry_after"] > 0


def test_two_masks_of_one_image_do_not_mix(hand: Hand) -> None:
    hand.click(*CENTRE)
    before = hand.pixels
    other = Hand(hand.user, Image.objects.get(id=hand.image.id))
    other.brush((10, 10))
    assert (hand.pixels == before).all()
    assert np.count_nonzero(other.pixels) < 120
