"""Undo, redo, taking one click back, choosing another reading; and a reload in between."""

import base64
import uuid

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ml.codecs
from annotator import sessions
from backend.services import masks, operations
from backend.services.history import History
from tests import pictures
from tests.annotator.conftest import Hand
from tests.backend.conftest import api

CENTRE = (80.5, 60.5)


def ask(hand: Hand, kind: str, **fields) -> dict:
    return {"op_id": str(uuid.uuid4()), "base": hand.version, "kind": kind, **fields}


def test_undo_and_redo_are_revisions(hand: Hand) -> None:
    states = [hand.pixels]
    for point in (CENTRE, (110.5, 66.5), (50.5, 55.5)):
        hand.flip(*point)
        states.append(hand.pixels)
    for number in (2, 1, 0):
        hand.do("undo")
        assert (hand.pixels == states[number]).all()
    assert hand.refused(ask(hand, "undo")).code == "nothing_to_undo"
    for number in (1, 2, 3):
        hand.do("redo")
        assert (hand.pixels == states[number]).all()
    assert hand.refused(ask(hand, "redo")).code == "nothing_to_redo"
    assert hand.version == 9


def test_a_new_edit_forgets_what_was_undone(hand: Hand) -> None:
    hand.click(*CENTRE)
    hand.do("undo")
    hand.brush((20, 20))
    assert hand.refused(ask(hand, "redo")).code == "nothing_to_redo"


def test_undo_stops_at_the_prelabel(hand: Hand) -> None:
    small = pictures.ellipse(shrink=0.5)
    masks.import_revision(hand.image, "product", small, hand.user)
    hand.click(110.5, 60.5)
    hand.do("undo")
    assert (hand.pixels == small).all()
    assert hand.refused(ask(hand, "undo")).code == "nothing_to_undo"


def test_history_is_the_same_after_a_reload(hand: Hand) -> None:
    hand.click(*CENTRE)
    hand.brush((20, 20), (40, 30))
    hand.do("undo")
    sessions.clear()
    path = f"/api/v1/masks/{hand.mask.id}/revisions"
    rows = api(hand.user).get(path).json()["results"]
    assert [(r["number"], r["kind"], r["effective"], r["undone"]) for r in rows] == [
        (3, "undo", False, False), (2, "brush", False, True), (1, "click", True, False),
    ]  # fmt: skip
    assert "points" not in rows[1]["operation"] and rows[1]["operation"]["radius"] == 5
    assert rows[2]["operation"]["x"] == CENTRE[0]
    hand.do("redo")
    assert hand.pixels[20, 20]


def test_taking_the_last_click_back_is_as_if_it_never_was(hand: Hand) -> None:
    hand.click(*CENTRE)
    before = hand.pixels
    second = hand.flip(115.5, 66.5)
    hand.do("unclick", target=second.body["op_id"])
    assert (hand.pixels == before).all()


def test_taking_an_earlier_click_back_predicts_again_without_it(admin, dataset) -> None:
    hand, other = (Hand(admin, pictures.stored(dataset, key)) for key in "ab")
    hand.flip(*CENTRE)
    middle = hand.flip(30.5, 20.5)
    hand.click(110.5, 66.5, False)
    with_it = hand.pixels
    hand.do("unclick", target=middle.body["op_id"])
    other.flip(*CENTRE)
    other.click(110.5, 66.5, False)
    assert (hand.pixels == other.pixels).all()
    # What comes next knows nothing of it either, and it can be undone.
    for one in (hand, other):
        one.click(60.5, 20.5)
    assert (hand.pixels == other.pixels).all()
    for _ in range(2):
        hand.do("undo")
    assert (hand.pixels == with_it).all()


def test_two_clicks_taken_back_in_any_order(admin, dataset) -> None:
    hand, other = (Hand(admin, pictures.stored(dataset, key)) for key in "ab")
    first = hand.flip(30.5, 30.5)
    second = hand.flip(130.5, 90.5)
    hand.flip(80.5, 62.5, mode="whole")
    adds = bool(hand.pixels[62, 80])
    hand.brush((78, 60), (84, 64), positive=not adds)  # at the click: it always changes something
    hand.do("unclick", target=second.body["op_id"])
    hand.do("unclick", target=first.body["op_id"])
    other.click(80.5, 62.5, adds, mode="whole")
    other.brush((78, 60), (84, 64), positive=not adds)
    assert (hand.pixels == other.pixels).all()


def test_only_a_click_in_force_is_taken_back(hand: Hand) -> None:
    click = hand.flip(*CENTRE)
    stroke = hand.brush((20, 20))
    for target in (str(uuid.uuid4()), stroke.body["op_id"]):
        assert hand.refused(ask(hand, "unclick", target=target)).code == "no_such_click"
    hand.do("unclick", target=click.body["op_id"])
    assert hand.pixels[20, 20] and not hand.pixels[60, 80]
    again = hand.refused(ask(hand, "unclick", target=click.body["op_id"]))
    assert again.code == "no_such_click"


def test_another_reading_is_chosen_and_given_up(hand: Hand) -> None:
    offers = _offer(hand, hand.click(*CENTRE))
    taken = hand.pixels
    chosen = hand.do("choose", alternative=1)
    x, y, width, height = offers[1]["bbox"]
    assert not (hand.pixels == taken).all()
    assert chosen.body["protected"] is False
    outside = np.ones_like(taken)
    outside[y : y + height, x : x + width] = False
    assert (hand.pixels == taken)[outside].all()
    sessions.clear()
    hand.do("choose", alternative=0)
    assert (hand.pixels == taken).all()
    assert hand.refused(ask(hand, "choose", alternative=9)).code == "no_such_alternative"
    hand.brush((20, 20))
    assert hand.refused(ask(hand, "choose", alternative=1)).code == "no_such_alternative"


def _offer(hand: Hand, answer) -> list[dict]:
    """Keeps two readings of a click, the second the first turned over."""
    x, y, width, height = answer.body["bbox"]
    values = hand.pixels[y : y + height, x : x + width]
    offers = [
        {
            "bbox": [x, y, width, height],
            "patch": base64.b64encode(ml.codecs.pack_patch(v)).decode(),
        }
        for v in (values, ~values)
    ]
    operations.keep_alternatives(hand.mask.id, answer.body["op_id"], offers)
    return offers


MOVES = st.lists(
    st.sampled_from(["undo", "redo"])
    | st.tuples(st.integers(0, 150), st.integers(0, 110), st.booleans()),
    max_size=14,
)


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(moves=MOVES)
def test_any_walk_through_history_shows_what_a_simple_stack_would(hand: Hand, moves) -> None:
    own = Hand(hand.user, hand.image)
    done, undone = [own.pixels], []
    for move in moves:
        if move == "undo":
            if len(done) == 1:
                assert own.refused(ask(own, "undo")).code == "nothing_to_undo"
                continue
            own.do("undo")
            undone.append(done.pop())
        elif move == "redo":
            if not undone:
                assert own.refused(ask(own, "redo")).code == "nothing_to_redo"
                continue
            own.do("redo")
            done.append(undone.pop())
        else:
            x, y, positive = move
            if own.brush((x, y), positive=positive).body["changed"]:
                done.append(own.pixels)
                undone.clear()
        assert (own.pixels == done[-1]).all()
    steps = History(own.mask.revisions.order_by("number"))
    assert (len(steps.done), len(steps.undone)) == (len(done) - 1, len(undone))


@pytest.mark.parametrize("role", ["viewer", "stranger"])
def test_only_annotators_change_a_mask(hand: Hand, role: str) -> None:
    from backend.models import Membership
    from backend.services import users

    user = users.create(None, role, "a long enough password")
    if role == "viewer":
        Membership.objects.create(user=user, dataset=hand.image.dataset, role="viewer")
    hand.user = user
    body = ask(hand, "click", x=80.5, y=60.5, positive=True)
    assert hand.refused(body).status == (403 if role == "viewer" else 404)
