"""Part, object or group: what else a first click may mean, and when one is told."""

import numpy as np
import pytest
from django.core.cache import cache

import ml
from annotator import offers, patience, previews, sessions
from backend.errors import Refused
from backend.services import operations
from ml.inference import readings
from tests import twins
from tests.annotator.conftest import Hand
from tests.client import Client, click, painted

CENTRE = (80.5, 60.5)
PART = ml.Alternative((70, 50, 20, 20), np.ones((20, 20), bool))
GROUP = ml.Alternative((0, 0, 160, 120), np.ones((120, 160), bool))


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The network sees a part and a group wherever it is asked; the list is of what it then notices."""
    notes: list[str] = []

    def others(gaze, seen, after, clicks, stop=None) -> tuple[ml.Alternative, ...]:
        notes.append("asked")
        if stop is not None and stop():
            raise ml.Interrupted("interrupted", "somebody waits")
        return (PART, GROUP)

    monkeypatch.setattr(readings, "others", others)
    sessions.clear()
    cache.clear()
    return notes


@pytest.fixture
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "others_wait", lambda: False)


def test_the_first_is_the_answer_itself_and_all_are_kept(hand: Hand, found: list[str]) -> None:
    body = click(0, *CENTRE)
    answer = offers.joined(hand.mask.id, hand.send(body))
    taken, part, group = answer.body["alternatives"]
    assert (painted(np.zeros_like(hand.pixels), taken) == hand.pixels).all()
    for offer, reading in ((part, PART), (group, GROUP)):
        assert offer["bbox"] == list(reading.bbox)
        assert (operations.unpack(offer) == reading.mask).all()
    assert hand.send(body).body == answer.body
    hand.do("choose", alternative=2)
    assert hand.pixels.all()


@pytest.mark.usefixtures("nobody_waits")
def test_they_follow_the_answer_once(hand: Hand, found: list[str]) -> None:
    answer = hand.click(*CENTRE)
    assert "alternatives" not in answer.body and not found
    offer = offers.later(hand.user.id, hand.mask.id, answer)
    assert offer is not None and len(offer["alternatives"]) == 3
    assert {name: offer[name] for name in ("op_id", "mask", "version")} == {
        "op_id": answer.body["op_id"], "mask": hand.mask.id, "version": 1,
    }  # fmt: skip
    assert offers.later(hand.user.id, hand.mask.id, answer) is None
    assert len(found) == 1


@pytest.mark.usefixtures("nobody_waits")
def test_only_a_first_click_has_any(hand: Hand, found: list[str]) -> None:
    hand.click(*CENTRE)  # nobody asks what else it may mean
    for answer in (hand.brush((20, 20)), hand.flip(30.5, 90.5)):
        assert offers.later(hand.user.id, hand.mask.id, answer) is None
        assert "alternatives" not in offers.joined(hand.mask.id, answer).body
    assert not found


def test_who_waits_comes_first(
    hand: Hand, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "others_wait", lambda: True)
    answer = hand.click(*CENTRE)
    assert offers.later(hand.user.id, hand.mask.id, answer) is None and found
    refused = pytest.raises(Refused, hand.do, "choose", alternative=1)
    assert refused.value.code == "no_such_alternative"
    hand.flip(20.5, 20.5)  # the session is where it was


@pytest.mark.usefixtures("nobody_waits")
def test_the_pointer_that_moves_on_does_not_take_their_place(
    hand: Hand, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved() -> bool:
        refused = pytest.raises(Refused, previews.begin, hand.user.id)
        found.append(refused.value.code)
        return False

    monkeypatch.setattr(patience, "others_wait", moved)
    assert offers.later(hand.user.id, hand.mask.id, hand.click(*CENTRE)) is not None
    assert found == ["asked", "preview_dropped"]
    previews.begin(hand.user.id)


def test_socket_and_http_tell_the_same_of_real_pictures(server) -> None:
    client = Client(server)
    told = 0
    for pair in twins.clicked(client):
        mask = client.post(f"images/{pair.other['id']}/masks")
        body = click(0, *pair.place)
        with client.socket(pair.other["id"]) as live:
            live.send(mask=mask["id"], **body)
            answer = live.next("answer")
            assert "alternatives" not in answer
            if "alternatives" not in pair.answer:
                continue
            live.patch()
            offer = live.next("offer")
        assert (offer["op_id"], offer["mask"], offer["version"]) == (body["op_id"], mask["id"], 1)
        assert offer["alternatives"] == pair.answer["alternatives"]
        told += 1
    assert told, "the network sees one thing only in all of them"
