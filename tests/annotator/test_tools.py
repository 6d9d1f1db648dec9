"""Tools on a mask: what each does to it, that it protects it, and that history holds with all of them."""

import io
import uuid
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from annotator import sessions
from backend import blobs
from backend.models import Membership
from backend.services import masks, users
from tests import pictures
from tests.annotator.conftest import Hand
from tests.backend.conftest import api

TRUTH = pictures.ellipse()
SMALL = pictures.ellipse(shrink=0.5)
CENTRE = (80.5, 60.5)
RECTANGLE = [[10, 20], [50, 20], [50, 60], [10, 60]]
EXAMPLES: dict[str, dict[str, Any]] = {
    "polygon": {"points": RECTANGLE, "positive": True},
    "lasso": {"points": RECTANGLE, "positive": True},
    "wand": {"x": 80.5, "y": 60.5, "tolerance": 60, "positive": True},
    "superpixel": {"cells": 300, "ids": [0, 1, 40], "positive": True},
    "cleanup": {"action": "invert"},
    "brush": {"points": [[20, 20], [40, 20]], "radius": 4, "positive": True},
    "scribble": {"points": [[60, 60], [100, 60]], "radius": 4, "positive": True},
    "box": {"box": [25, 20, 110, 80]},
}
BY_HAND = ["polygon", "lasso", "wand", "superpixel", "cleanup", "brush"]


def body(hand: Hand, kind: str, **fields: Any) -> dict[str, Any]:
    return {"op_id": str(uuid.uuid4()), "base": hand.version, "kind": kind, **fields}


@pytest.fixture
def labelled(hand: Hand) -> Hand:
    """The hand at a mask that holds a pre-label, too small."""
    masks.import_revision(hand.image, "product", SMALL, hand.user)
    return hand


@pytest.mark.parametrize("kind", ["polygon", "lasso"])
def test_an_outline_is_filled_and_cut_out_again(hand: Hand, kind: str) -> None:
    answer = hand.do(kind, points=RECTANGLE, positive=True)
    assert answer.body["bbox"] == [10, 20, 40, 40]
    assert answer.body["changed"] == 1600
    hand.do(kind, points=[[20, 30], [60, 30], [60, 40], [20, 40]], positive=False)
    expected = np.zeros_like(TRUTH)
    expected[20:60, 10:50] = True
    expected[30:40, 20:60] = False
    assert (hand.pixels == expected).all()


def test_the_wand_finds_the_object_by_its_colour(hand: Hand) -> None:
    hand.do("wand", x=80.5, y=60.5, tolerance=60, positive=True)
    assert (hand.pixels == TRUTH).all()
    hand.do("wand", x=80.5, y=60.5, tolerance=60, positive=False)
    assert not hand.pixels.any()
    assert hand.refused(body(hand, "wand", x=200, y=3, tolerance=5, positive=True)).code == (
        "point_outside"
    )


@pytest.mark.parametrize("cells", ["small", "medium", 300])
def test_superpixels_are_those_of_the_map_that_pages_see(hand: Hand, cells) -> None:
    path = f"/api/v1/images/{hand.image.id}/superpixels"
    seen = api(hand.user).get(path, {"cells": cells})
    rgb = np.asarray(Pillow.open(io.BytesIO(seen.content))).astype(int)
    labels = (rgb[..., 0] << 16) | (rgb[..., 1] << 8) | rgb[..., 2]
    inside = np.bincount(labels.ravel(), TRUTH.ravel()) / np.bincount(labels.ravel())
    ids = np.flatnonzero(inside > 0.5).tolist()
    hand.do("superpixel", cells=cells, ids=ids, positive=True)
    assert (hand.pixels == np.isin(labels, ids)).all()
    hand.do("superpixel", cells=cells, ids=ids[:5], positive=False)
    assert (hand.pixels == np.isin(labels, ids[5:])).all()
    unknown = body(hand, "superpixel", cells=cells, ids=[int(labels.max()) + 1], positive=True)
    assert hand.refused(unknown).code == "unknown_cell"


def test_cleaning_up_tidies_the_whole_mask(hand: Hand) -> None:
    hand.do("polygon", points=RECTANGLE, positive=True)
    clean = hand.pixels
    hand.brush((30, 40), radius=3, positive=False)
    hand.brush((100, 100), radius=2)
    hand.do("cleanup", action="fill", amount=0)
    hand.do("cleanup", action="islands", amount=20)
    assert (hand.pixels == clean).all()
    hand.do("cleanup", action="grow", amount=2)
    assert hand.pixels[18:62, 10:50].all() and hand.pixels.sum() > clean.sum()
    hand.do("cleanup", action="shrink", amount=2)
    assert (hand.pixels & clean).sum() > 0.99 * clean.sum()
    hand.do("cleanup", action="invert")
    hand.do("cleanup", action="invert")
    hand.do("cleanup", action="smooth", amount=2)
    hand.do("cleanup", action="largest")
    version = hand.version
    assert hand.do("cleanup", action="largest").body["changed"] == 0
    assert hand.version == version


@pytest.mark.parametrize("kind", BY_HAND)
def test_hand_tools_protect_the_mask_until_they_are_undone(hand: Hand, kind: str) -> None:
    assert hand.click(*CENTRE).body["protected"] is False
    fields = EXAMPLES[kind] | ({"positive": False} if kind == "wand" else {})
    assert hand.do(kind, **fields).body["protected"] is True
    assert hand.click(100.5, 60.5, not hand.pixels[60, 100]).body["progressive"] is True
    hand.do("undo")
    assert hand.do("undo").body["protected"] is False


def test_a_box_starts_an_object_and_leaves_it_to_clicks(hand: Hand) -> None:
    answer = hand.do("box", box=[25, 20, 110, 80])
    assert (answer.body["protected"], answer.body["progressive"]) == (False, False)
    outside = np.ones_like(TRUTH)
    outside[20:100, 25:135] = False
    assert not (hand.pixels & outside).any()
    assert 0 <= answer.body["score"] <= 1
    assert hand.click(*CENTRE).body["progressive"] is False


def test_a_box_on_a_prelabel_only_adds(labelled: Hand) -> None:
    answer = labelled.do("box", box=[25, 20, 110, 80])
    assert answer.body["progressive"] is True
    assert (labelled.pixels & SMALL).sum() == SMALL.sum()


@pytest.mark.parametrize(
    ("box", "code"), [([200, 3, 10, 10], "box_outside"), ([-50, -50, 10, 10], "box_outside")]
)
def test_a_box_beside_the_picture_is_refused(hand: Hand, box, code: str) -> None:
    assert hand.refused(body(hand, "box", box=box)).code == code


@pytest.mark.parametrize("positive", [True, False])
def test_a_scribble_goes_one_way_and_protects(labelled: Hand, positive: bool) -> None:
    stroke = [[60.5, 60.5], [110.5, 60.5]]
    answer = labelled.do("scribble", points=stroke, radius=3, positive=positive, zoom=2)
    assert answer.body["progressive"] is answer.body["protected"] is True
    after = labelled.pixels
    assert not ((SMALL & ~after) if positive else (after & ~SMALL)).any()
    assert (after[60, 60:111] == positive).all()
    outside = body(labelled, "scribble", points=[[500, 500]], radius=3, positive=True)
    assert labelled.refused(outside).code == "point_outside"


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_the_same_op_id_is_done_once(hand: Hand, kind: str) -> None:
    asked = body(hand, kind, **EXAMPLES[kind])
    first = hand.send(asked)
    assert first.body["version"] == 1 and first.body["kind"] == kind
    again = hand.send(asked)
    assert (again.body, again.patch) == (first.body, first.patch)
    assert hand.version == 1
    assert hand.refused(body(hand, kind, **EXAMPLES[kind]) | {"base": 0}).code == "stale_base"


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("stranger", 404)])
def test_only_annotators_use_tools(hand: Hand, kind: str, role: str, status: int) -> None:
    asked = body(hand, kind, **EXAMPLES[kind])
    user = users.create(None, role, "a long enough password")
    if role == "viewer":
        Membership.objects.create(user=user, dataset=hand.image.dataset, role="viewer")
    path = f"/api/v1/masks/{hand.mask.id}/interactions"
    assert api(user).post(path, asked, format="json").status_code == status
    hand.user = user
    assert hand.refused(asked).status == status


@pytest.mark.parametrize("kind", ["wand", "superpixel"])
def test_a_picture_that_is_gone_is_said_to_be_gone(hand: Hand, kind: str) -> None:
    hand.brush((5, 5))
    sessions.clear()
    file = blobs.path(hand.image.working, hand.image.working_extension)
    data = file.read_bytes()
    file.unlink()
    refused = hand.refused(body(hand, kind, **EXAMPLES[kind]))
    assert (refused.code, refused.status) == ("picture_unreadable", 410)
    file.write_bytes(data)
    assert hand.do(kind, **EXAMPLES[kind]).body["version"] == 2


def test_long_lists_are_left_out_of_the_history(hand: Hand) -> None:
    for kind in ("superpixel", "lasso"):
        hand.do(kind, **EXAMPLES[kind])
    rows = api(hand.user).get(f"/api/v1/masks/{hand.mask.id}/revisions").json()["results"]
    assert [row["operation"] for row in rows] == [
        {"positive": True}, {"cells": 300, "positive": True},
    ]  # fmt: skip


def test_a_click_taken_back_leaves_what_hands_and_strokes_did(admin, dataset) -> None:
    """As if it never was: all other steps are made again without it."""
    hand, other = (Hand(admin, pictures.stored(dataset, key)) for key in "ab")
    click = hand.flip(150.5, 110.5)
    for one in (hand, other):
        one.do("box", box=[30, 25, 100, 70])
        for kind in ("polygon", "superpixel", "scribble", "wand", "brush"):
            fields = EXAMPLES[kind] | {"positive": kind not in ("wand", "scribble")}
            # A step that changes nothing is none, and could not be made again.
            assert one.do(kind, **fields).body["changed"], kind
        assert one.do("cleanup", action="grow", amount=2).body["changed"]
    with_it = hand.pixels
    hand.do("unclick", target=click.body["op_id"])
    assert (hand.pixels == other.pixels).all()
    hand.do("undo")
    assert (hand.pixels == with_it).all()


STEPS = st.lists(
    st.sampled_from(sorted(EXAMPLES)).flatmap(
        lambda kind: st.just((kind, EXAMPLES[kind])) if kind in ("box", "cleanup")
        else st.booleans().map(lambda side: (kind, EXAMPLES[kind] | {"positive": side}))
    )
    | st.sampled_from([("undo", {}), ("redo", {})])
    | st.tuples(st.integers(0, 159), st.integers(0, 119)).map(
        lambda p: ("click", {"x": p[0], "y": p[1], "positive": p[0] % 2 == 0})
    ),
    min_size=2, max_size=8,
)  # fmt: skip


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_a_worker_that_never_saw_the_mask_answers_alike(admin, dataset, steps) -> None:
    """Whatever tools are mixed: one rebuilds its session before each step, the other keeps it."""
    keys = [uuid.uuid4().hex for _ in range(2)]
    warm, cold = (Hand(admin, pictures.stored(dataset, key)) for key in keys)
    done, undone = 0, 0
    for kind, fields in steps:
        if (kind == "undo" and not done) or (kind == "redo" and not undone):
            continue
        sessions.forget(cold.mask.id)
        answers = [one.do(kind, **fields).body for one in (warm, cold)]
        assert (warm.pixels == cold.pixels).all(), kind
        assert answers[0]["protected"] == answers[1]["protected"]
        if kind in ("undo", "redo"):
            done, undone = (done - 1, undone + 1) if kind == "undo" else (done + 1, undone - 1)
        elif answers[0]["changed"]:
            done, undone = done + 1, 0
