"""What an interaction may not touch: pixels drawn by hand elsewhere, other objects, locked objects."""

import uuid

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ml
from annotator import sessions
from backend.models import Dataset, Image
from backend.services import datasets, masks
from tests import pictures
from tests.annotator.conftest import Hand
from tests.backend.conftest import api

CENTRE = (80.5, 60.5)
EMPTY = np.zeros((pictures.HEIGHT, pictures.WIDTH), bool)


def stroke(*points: tuple[float, float], radius: float = 5) -> np.ndarray:
    """The pixels that a brush covers."""
    return ml.apply(EMPTY, ml.tools.brush(EMPTY, points, radius))


def body(hand: Hand, kind: str, **fields) -> dict:
    return {"op_id": str(uuid.uuid4()), "base": hand.version, "kind": kind, **fields}


@pytest.mark.parametrize("rebuilt", [False, True])
@pytest.mark.parametrize("mode", ["whole", "progressive", "auto"])
def test_a_click_elsewhere_leaves_what_was_drawn(hand: Hand, mode: str, rebuilt: bool) -> None:
    """The eraser in the middle of the object, the brush far outside: no prediction may mend them."""
    hand.brush((80, 60), positive=False)  # changes nothing, and locks nothing
    hand.click(*CENTRE)
    hand.brush((80, 50), radius=8, positive=False)
    hand.brush((10, 10), (30, 10), radius=4)
    erased, painted = stroke((80, 50), radius=8), stroke((10, 10), (30, 10), radius=4)
    for x, y in [(60.5, 75.5), (100.5, 70.5), (140.5, 100.5)]:
        if rebuilt:
            sessions.clear()
        hand.click(x, y, not hand.pixels[int(y), int(x)], mode=mode)
        assert not hand.pixels[erased].any()
        assert hand.pixels[painted].all()
    hand.do("scribble", points=[[60, 75], [100, 75]], radius=3, positive=True)
    hand.do("box", box=[2, 2, 150, 110])
    assert not hand.pixels[erased].any()
    assert hand.pixels[painted].all()


def test_a_click_on_what_was_drawn_unlocks_that_piece_alone(hand: Hand) -> None:
    hand.click(*CENTRE)
    hand.brush((80, 50), radius=6, positive=False)
    hand.brush((12, 12), radius=4)
    hand.click(80.5, 50.5, True, mode="whole")
    assert hand.pixels[50, 80]
    assert hand.pixels[stroke((12, 12), radius=4)].all()
    # The piece is free now, for later clicks as well; undoing the click locks it again.
    hand.do("undo")
    hand.click(100.5, 70.5, not hand.pixels[70, 100], mode="whole")
    assert not hand.pixels[stroke((80, 50), radius=6)].any()


def test_what_is_undone_locks_nothing(hand: Hand) -> None:
    hand.click(*CENTRE)
    before = hand.pixels
    hand.brush((80, 50), radius=6, positive=False)
    hand.do("undo")
    assert (hand.pixels == before).all()
    hand.do("scribble", points=[[70, 62], [90, 62]], radius=3, positive=True)
    hand.do("wand", x=80.5, y=60.5, tolerance=60, positive=True)
    assert hand.pixels[50, 80]


def test_a_click_taken_back_respects_what_was_drawn(hand: Hand) -> None:
    first = hand.flip(30.5, 30.5)
    hand.brush((80, 50), radius=8)
    hand.brush((80, 50), radius=6, positive=False)
    hand.click(90.5, 70.5, not hand.pixels[70, 90], mode="whole")
    hand.do("unclick", target=first.body["op_id"])
    assert not hand.pixels[stroke((80, 50), radius=6)].any()


STROKES = st.lists(
    st.tuples(st.integers(0, 159), st.integers(0, 119), st.integers(2, 20), st.booleans()),
    min_size=1, max_size=3,
)  # fmt: skip


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(strokes=STROKES, x=st.integers(0, 159), y=st.integers(0, 119), positive=st.booleans())
def test_wherever_one_draws_and_clicks(admin, dataset, strokes, x, y, positive) -> None:
    hand = Hand(admin, pictures.stored(dataset, uuid.uuid4().hex))
    hand.click(*CENTRE)
    fixed = EMPTY.copy()
    for cx, cy, radius, adds in strokes:
        if hand.brush((cx, cy), radius=radius, positive=adds).body["changed"]:
            fixed |= stroke((cx, cy), radius=radius)
    before = hand.pixels
    hand.click(x, y, positive, mode="whole")
    if not fixed[y, x]:
        assert (hand.pixels == before)[fixed].all()


@pytest.fixture
def apart(dataset: Dataset, admin) -> Dataset:
    """A dataset whose objects share no pixel."""
    return datasets.change(dataset, admin, {"settings": {"no_overlap": True}})


def test_objects_that_are_kept_apart_share_no_pixel(apart, admin, image: Image) -> None:
    one, two = Hand(admin, image), Hand(admin, image)
    one.brush((60, 60), (100, 60), radius=6)
    taken = one.pixels
    two.click(*CENTRE, mode="whole")
    two.do("polygon", points=[[50, 40], [110, 40], [110, 80], [50, 80]], positive=True)
    two.do("wand", x=80.5, y=60.5, tolerance=60, positive=True)
    two.do("cleanup", action="fill")
    two.do("box", box=[20, 20, 120, 80])
    assert two.pixels.any()
    assert not (two.pixels & taken).any()
    assert (one.pixels == taken).all()
    # What the first gives up, the second can have.
    one.brush((60, 60), (100, 60), radius=7, positive=False)
    two.do("cleanup", action="fill")
    assert two.pixels[60, 80]


def test_without_the_option_objects_may_overlap(dataset, admin, image: Image) -> None:
    one, two = Hand(admin, image), Hand(admin, image)
    for hand in (one, two):
        hand.brush((60, 60), (100, 60), radius=6)
    assert (one.pixels == two.pixels).all()


def test_a_locked_object_is_not_changed(hand: Hand) -> None:
    hand.brush((60, 60))
    path = f"/api/v1/masks/{hand.mask.id}"
    client = api(hand.user)
    assert client.patch(path, {"locked": True}, format="json").json()["locked"] is True
    for kind, fields in [("brush", {"points": [[5, 5]], "radius": 3, "positive": True}),
                         ("click", {"x": 80, "y": 60, "positive": True}), ("undo", {})]:  # fmt: skip
        refused = hand.refused(body(hand, kind, **fields))
        assert (refused.code, refused.status) == ("mask_locked", 409)
    rle = {"rle": {"size": [120, 160], "counts": [0, 120 * 160]}}
    put = client.put(path, rle, format="json", HTTP_IF_MATCH='"v1"')
    assert put.json()["code"] == "mask_locked"
    restore = {"op_id": str(uuid.uuid4()), "number": 1}
    assert client.post(f"{path}/restore", restore, format="json").json()["code"] == "mask_locked"
    assert client.delete(path).json()["code"] == "mask_locked"
    client.patch(path, {"locked": False}, format="json")
    hand.do("undo")


def test_hidden_is_not_deleted(hand: Hand) -> None:
    hand.brush((60, 60))
    path = f"/api/v1/masks/{hand.mask.id}"
    assert api(hand.user).patch(path, {"hidden": True}, format="json").json()["hidden"] is True
    assert hand.brush((70, 60)).body["version"] == 2
    assert masks.pixels(hand._now()).any()


def test_objects_have_an_order(admin, image: Image) -> None:
    ids = [masks.create(image, admin).id for _ in range(3)]
    client, path = api(admin), f"/api/v1/images/{image.id}/masks"
    assert [m["id"] for m in client.get(path).json()["results"]] == ids
    client.patch(f"/api/v1/masks/{ids[0]}", {"order": 5}, format="json")
    client.patch(f"/api/v1/masks/{ids[2]}", {"order": -1, "label": "shadow"}, format="json")
    rows = client.get(path).json()["results"]
    assert [(m["id"], m["order"], m["label"]) for m in rows] == [
        (ids[2], -1, "shadow"), (ids[1], 0, "product"), (ids[0], 5, "product"),
    ]  # fmt: skip
    for wrong in ({"order": "first"}, {"order": 2**40}, {"locked": 3}):
        answer = client.patch(f"/api/v1/masks/{ids[1]}", wrong, format="json")
        assert answer.status_code == 400
