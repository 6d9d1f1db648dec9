"""Leases: advice to people that ends by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from backend.errors import Refused
from backend.models import Image, Lease
from backend.services import leases
from tests.backend.conftest import api


@pytest.fixture
def ann(person):
    return person("annotator", "ann")


@pytest.fixture
def bob(person):
    return person("annotator", "bob")


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time stands still, however slow the machine is."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)


def age(seconds: int) -> None:
    """Let the lease have been renewed so long ago."""
    then = timezone.now() - timedelta(seconds=seconds)
    Lease.objects.update(renewed=then, expires=then + leases.LASTS)


def asked_ago(seconds: int) -> None:
    """Let somebody have asked so long ago; the holder's page is alive."""
    Lease.objects.update(asked=timezone.now() - timedelta(seconds=seconds))


def answer(user, image: Image, word: str):
    return api(user).put(f"/api/v1/images/{image.id}/lease", {"answer": word}, format="json")


def take(user, image: Image, **body):
    return api(user).put(f"/api/v1/images/{image.id}/lease", body, format="json")


def test_a_lease_keeps_others_out_and_names_its_holder(image, ann, bob) -> None:
    assert take(ann, image).json()["mine"] is True
    refused = take(bob, image)
    assert (refused.status_code, refused.json()["code"]) == (423, "lease_held")
    assert refused.json()["holder"]["username"] == "ann"
    assert api(bob).get(f"/api/v1/images/{image.id}").json()["lease"]["username"] == "ann"


def test_it_ends_by_itself(image, ann, bob) -> None:
    take(ann, image)
    age(91)
    assert take(bob, image).status_code == 200
    assert Lease.objects.get().user == bob


def test_a_lease_from_a_clock_that_was_set_back_since_holds_nobody_up(image, ann, bob) -> None:
    take(ann, image)
    age(-7200)
    assert api(bob).get(f"/api/v1/images/{image.id}").json()["lease"] is None
    queue = api(bob).post("/api/v1/queue/next", {"dataset": image.dataset_id}, format="json")
    assert queue.json()["image"]["id"] == image.id
    assert Lease.objects.get().user == bob
    age(-7200)
    assert take(bob, image).json()["mine"] is True
    assert Lease.objects.get().renewed <= timezone.now()
    assert take(ann, image).status_code == 423


def test_it_is_renewed(image, ann) -> None:
    take(ann, image)
    age(60)
    take(ann, image)
    assert Lease.objects.get().expires > timezone.now() + timedelta(seconds=80)


def test_an_annotator_takes_over_from_the_silent_only(image, ann, bob) -> None:
    take(ann, image)
    assert take(bob, image, take_over=True).status_code == 423
    age(31)
    assert take(bob, image).status_code == 423
    assert take(bob, image, take_over=True).status_code == 200


@pytest.mark.usefixtures("still")
def test_the_holder_is_asked_and_agrees(image, ann, bob) -> None:
    take(ann, image)
    refused = take(bob, image, take_over=True).json()
    assert (refused["code"], refused["refused"]) == ("lease_held", False)
    assert refused["wait"] == 30
    seen = api(ann).get(f"/api/v1/images/{image.id}").json()["lease"]
    assert (seen["username"], seen["asker"]["username"]) == ("ann", "bob")
    given = answer(ann, image, "agree").json()
    assert (given["mine"], given["holder"]["username"], given["holder"]["asker"]) == (
        False, "bob", None,
    )  # fmt: skip
    assert take(bob, image).json()["mine"] is True
    assert take(ann, image).status_code == 423


def test_the_holder_refuses_and_is_left_in_peace_for_a_while(image, ann, bob) -> None:
    take(ann, image)
    take(bob, image, take_over=True)
    assert answer(ann, image, "refuse").json()["mine"] is True
    again = take(bob, image, take_over=True).json()
    assert again["refused"] is True and again["wait"] > 60
    assert again["holder"]["asker"]["refused"] is True
    asked_ago(31)
    assert take(bob, image, take_over=True).json()["refused"] is True
    asked_ago(91)
    assert take(bob, image, take_over=True).json()["refused"] is False


@pytest.mark.usefixtures("still")
def test_silence_of_30_s_is_an_answer_though_the_page_is_alive(image, ann, bob) -> None:
    take(ann, image)
    take(bob, image, take_over=True)
    asked_ago(29)
    assert take(ann, image).json()["mine"] is True
    assert take(bob, image, take_over=True).status_code == 423
    asked_ago(31)
    # Only who asked gets it.
    assert take(bob, image).status_code == 423
    assert take(bob, image, take_over=True).json()["mine"] is True


def test_work_is_no_silence(image, ann, bob) -> None:
    take(ann, image)
    take(bob, image, take_over=True)
    asked_ago(31)
    leases.claim(image, ann, working=True)
    assert take(bob, image, take_over=True).status_code == 423
    asked_ago(31)
    assert take(bob, image, take_over=True).status_code == 200


def test_of_two_who_ask_the_first_gets_it(image, ann, bob, person) -> None:
    cid = person("annotator", "cid")
    take(ann, image)
    take(bob, image, take_over=True)
    take(cid, image, take_over=True)
    assert answer(ann, image, "agree").json()["holder"]["username"] == "bob"


@pytest.mark.parametrize("word", ["agree", "refuse"])
def test_only_the_holder_answers_and_only_who_asks(image, ann, bob, word: str) -> None:
    take(ann, image)
    for user in (ann, bob):
        nobody = answer(user, image, word)
        assert (nobody.status_code, nobody.json()["code"]) == (409, "nobody_asked")
    take(bob, image, take_over=True)
    assert answer(bob, image, word).json()["code"] == "nobody_asked"
    asked_ago(91)
    assert answer(ann, image, word).json()["code"] == "nobody_asked"
    assert answer(ann, image, "perhaps").status_code == 400
    assert Lease.objects.get().user == ann


def test_who_may_no_longer_work_here_is_given_nothing(image, ann, bob) -> None:
    take(ann, image)
    take(bob, image, take_over=True)
    bob.memberships.update(role="viewer")
    assert answer(ann, image, "agree").json()["mine"] is True
    assert Lease.objects.get().user == ann


def test_several_tabs_of_one_person_share_a_lease(image, ann) -> None:
    for _ in range(3):
        assert take(ann, image).json()["mine"] is True
    assert Lease.objects.count() == 1


def test_a_reviewer_takes_over_at_once(image, ann, person) -> None:
    take(ann, image)
    assert take(person("reviewer"), image, take_over=True).status_code == 200
    with pytest.raises(Refused, match="the-reviewer is working"):
        leases.claim(image, ann)


def test_giving_back_frees_only_ones_own(image, ann, bob) -> None:
    take(ann, image)
    path = f"/api/v1/images/{image.id}/lease"
    assert api(bob).delete(path).status_code == 204
    assert Lease.objects.get().user == ann
    assert api(ann).delete(path).status_code == 204
    assert take(bob, image).status_code == 200


def test_a_held_image_is_not_changed_by_others(image, ann, bob) -> None:
    mask = api(ann).post(f"/api/v1/images/{image.id}/masks", {}, format="json").json()
    take(ann, image)
    answer = api(bob).put(
        f"/api/v1/masks/{mask['id']}",
        {"rle": {"size": [120, 160], "counts": [0, 120 * 160]}},
        format="json", HTTP_IF_MATCH='"v0"',
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (423, "lease_held")
    assert api(ann).get(f"/api/v1/masks/{mask['id']}").json()["version"] == 0
