"""What a click would do, asked without doing it."""

import uuid
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from django.core.cache import cache

from annotator import patience, previews, sessions
from backend.errors import Refused
from backend.models import Image, Lease, Mask, MaskRevision, Membership, Operation, User
from backend.services import leases, users
from tests import pictures
from tests.annotator.conftest import Hand
from tests.client import WITHIN, Client, Socket, click, painted
from tests.conftest import PASSWORD
from tests.server import wait

TRIES = 20


def body(base: int = 0, mask: int | None = None, **more: Any) -> dict[str, Any]:
    """A preview in the middle of the object."""
    asked = {"op_id": str(uuid.uuid4()), "base": base, "mask": mask}
    return {**asked, "x": 80.5, "y": 60.5, "positive": True, **more}


def refusal(user: User, image: Image, asked: object) -> Refused:
    with pytest.raises(Refused) as caught:
        previews.look(user, image.id, asked)
    return caught.value


@pytest.fixture(autouse=True)
def _nothing_open() -> None:
    sessions.clear()
    cache.clear()


def test_it_shows_about_what_the_click_then_does(hand: Hand) -> None:
    seen = previews.look(hand.user, hand.image.id, body())
    shown = painted(np.zeros_like(hand.pixels), seen.body, seen.patch)
    assert seen.body["version"] == 0 and shown.sum() == seen.body["changed"]
    hand.click(80.5, 60.5)
    assert (shown & hand.pixels).sum() / (shown | hand.pixels).sum() > 0.7


def test_nothing_is_saved_and_no_lease_is_taken(hand: Hand) -> None:
    hand.click(80.5, 60.5)
    leases.release(hand.image, hand.user)
    before, stored = hand.pixels, Operation.objects.count()
    for positive in (True, False):
        previews.look(hand.user, hand.image.id, body(1, hand.mask.id, positive=positive))
    assert (hand.pixels == before).all() and hand.version == 1
    assert MaskRevision.objects.count() == 1 and Operation.objects.count() == stored
    assert not Lease.objects.exists()
    # And the open session is where it was: the next step is made on the mask that is stored.
    hand.flip(20.5, 20.5)


def test_before_there_is_a_mask_none_is_made(admin: User, image: Image) -> None:
    seen = previews.look(admin, image.id, body())
    assert seen.body["mask"] is None and seen.body["changed"] > 0
    assert not Mask.objects.exists()


def test_what_was_drawn_by_hand_stays_in_the_preview_too(hand: Hand) -> None:
    hand.click(80.5, 60.5)
    whole = hand.pixels
    hand.brush((60.5, 60.5), (100.5, 60.5), positive=False)
    erased = whole & ~hand.pixels
    asked = body(2, hand.mask.id, x=80.5, y=45.5, mode="whole")
    seen = previews.look(hand.user, hand.image.id, asked)
    assert erased.any() and not (painted(hand.pixels, seen.body, seen.patch) & erased).any()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"base": 3}, "stale_base"), ({"x": -1}, "point_outside"), ({"x": "a"}, "invalid_interaction"),
        ({"mask": 10**6}, "not_found"), ({"mask": True}, "invalid_interaction"),
        ({"op_id": "x"}, "op_id_malformed"), ({"more": []}, "invalid_interaction"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(hand: Hand, change: dict[str, Any], code: str) -> None:
    assert refusal(hand.user, hand.image, body(mask=hand.mask.id) | change).code == code


def test_a_mask_of_another_image_is_not_there(hand: Hand, admin: User, image: Image) -> None:
    assert refusal(admin, Image(id=image.id + 1), body(mask=hand.mask.id)).code == "not_found"


@pytest.mark.parametrize(("role", "status"), [("stranger", 404), ("viewer", 403)])
@pytest.mark.parametrize("made", [True, False])
def test_who_may_not_click_gets_no_preview(hand: Hand, role: str, status: int, made: bool) -> None:
    user = users.create(None, role, PASSWORD)
    if role != "stranger":
        Membership.objects.create(user=user, dataset=hand.image.dataset, role=role)
    asked = body(mask=hand.mask.id if made else None)
    assert refusal(user, hand.image, asked).status == status


def test_where_another_person_works_a_preview_is_refused_like_a_click(hand: Hand) -> None:
    other = users.create(None, "other", PASSWORD)
    Membership.objects.create(user=other, dataset=hand.image.dataset, role="annotator")
    hand.click(80.5, 60.5)
    refused = refusal(other, hand.image, body(1, hand.mask.id))
    assert (refused.status, refused.code) == (423, "lease_held")


def test_it_is_dropped_when_something_waits(hand: Hand, monkeypatch) -> None:
    monkeypatch.setattr(patience, "others_wait", lambda: True)
    assert refusal(hand.user, hand.image, body()).code == "preview_dropped"


def test_it_is_given_up_when_something_comes(hand: Hand, monkeypatch) -> None:
    monkeypatch.setattr(patience, "others_wait", iter([False, True]).__next__)
    assert refusal(hand.user, hand.image, body()).code == "preview_dropped"
    hand.click(80.5, 60.5)


def test_a_person_has_one_at_a_time(hand: Hand) -> None:
    previews.begin(hand.user.id)
    with pytest.raises(Refused) as caught:
        previews.begin(hand.user.id)
    assert (caught.value.status, caught.value.code) == (503, "preview_dropped")
    previews.look(hand.user, hand.image.id, body())
    previews.begin(hand.user.id)


@pytest.fixture
def remote(server) -> tuple[Client, dict[str, Any]]:
    """A program, and an image on a running server."""
    client = Client(server)
    dataset = client.dataset({"images/p.png": pictures.png(pictures.photo())})
    return client, client.images(dataset)[0]


def test_socket_and_http_show_the_same(remote) -> None:
    client, image = remote
    with client.socket(image["id"]) as live:
        live.next("lease")
        asked, seen = shown(live)
        op_id, patch = live.patch()
        assert seen["op_id"] == op_id == asked["op_id"]
        twin = asked_until_answered(client, f"images/{image['id']}/preview", asked)
        blank = np.zeros((pictures.HEIGHT, pictures.WIDTH), bool)
        assert (painted(blank, seen, patch) == painted(blank, twin)).all()
        assert client.get(f"images/{image['id']}/masks")["results"] == []


def shown(live: Socket) -> tuple[dict[str, Any], dict[str, Any]]:
    """A preview and what it shows; asked for until somebody has the time for it at once."""
    for _ in range(TRIES):
        asked = body()
        live.send(type="preview", **asked)
        with suppress(TimeoutError):
            seen = live.either("preview", "error", within=5)
            if seen["type"] == "preview":
                return asked, seen
            assert seen["code"] == "preview_dropped", seen
    raise AssertionError("nobody had the time")


def asked_until_answered(client: Client, path: str, asked: dict[str, Any]) -> dict[str, Any]:
    """The same over HTTP."""
    answers: list[Any] = []

    def answered() -> bool:
        answers.append(client.http.post(path, json=asked))
        return answers[-1].json().get("code") != "preview_dropped"

    wait(answered, WITHIN)
    assert answers[-1].is_success, answers[-1].text
    return answers[-1].json()


def test_while_a_click_is_answered_previews_are_dropped(remote) -> None:
    client, image = remote
    mask = client.post(f"images/{image['id']}/masks")
    with client.socket(image["id"]) as live:
        live.next("lease")
        for base in range(TRIES):
            real, asked = click(base, 80.5, 60.5, positive=base % 2 == 0), body(base, mask["id"])
            live.send(mask=mask["id"], **real)
            live.send(type="preview", **asked)
            first = live.either("answer", "error")
            if first["type"] == "error":
                break
            # Answered before the second message was read: there is nothing to be dropped for.
        assert (first["code"], first["op_id"]) == ("preview_dropped", asked["op_id"])
        assert live.next("answer")["op_id"] == real["op_id"]
