"""A dataset has its model, and every step says which one answered it."""

import numpy as np
import pytest

from annotator import sessions
from backend.errors import Refused
from backend.models import User
from backend.services import datasets, networks
from ml.inference import choice, registry
from tests.annotator.conftest import Hand

SMALLER = f"{registry.default()}@192"


def set_model(hand: Hand, name: str) -> None:
    datasets.change(hand.image.dataset, hand.user, {"settings": {"model": name}})


def models(hand: Hand) -> list[str]:
    return list(hand.mask.revisions.order_by("number").values_list("model", flat=True))


def test_a_step_says_which_model_answered_it(hand: Hand) -> None:
    hand.click(80.5, 60.5)
    set_model(hand, SMALLER)
    hand.flip(100.5, 70.5)
    hand.brush((20, 20), (30, 25))
    set_model(hand, "")
    hand.flip(60.5, 60.5)
    assert models(hand) == [registry.default(), SMALLER, "", registry.default()]


def test_another_model_answers_otherwise_and_any_worker_answers_alike(hand: Hand) -> None:
    set_model(hand, SMALLER)
    hand.click(80.5, 60.5)
    first = hand.pixels
    hand.do("undo")
    sessions.clear()  # as in a worker that has not seen the image yet
    hand.click(80.5, 60.5)
    assert (hand.pixels == first).all()
    hand.do("undo")
    set_model(hand, "")
    hand.click(80.5, 60.5)
    assert np.count_nonzero(hand.pixels ^ first) > 0


@pytest.mark.parametrize("name", ["nix", "../base", f"{registry.default()}@1", 3, ["a"]])
def test_only_models_there_are_can_be_set(hand: Hand, name: object) -> None:
    with pytest.raises(Refused) as caught:
        datasets.change(hand.image.dataset, hand.user, {"settings": {"model": name}})
    assert (caught.value.code, caught.value.extra["field"]) == ("invalid_settings", "model")
    hand.click(80.5, 60.5)
    assert models(hand) == [registry.default()]


def test_a_new_dataset_keeps_the_model_that_the_machine_was_found_fast_enough_for(
    admin: User, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.KOUTU_MODEL = ""  # type: ignore[attr-defined]
    monkeypatch.setattr(choice, "best", lambda: SMALLER)
    networks.chosen.cache_clear()
    slow = datasets.create(admin, "slow machine")
    monkeypatch.undo()
    networks.chosen.cache_clear()
    assert networks.of(slow) == SMALLER
    fast = datasets.create(admin, "any machine")
    networks.chosen.cache_clear()
    assert networks.of(fast) in choice.ladder()


def test_the_operator_may_say_which(admin: User, settings: object) -> None:
    settings.KOUTU_MODEL = SMALLER  # type: ignore[attr-defined]
    networks.chosen.cache_clear()
    try:
        assert networks.of(datasets.create(admin, "chosen")) == SMALLER
    finally:
        networks.chosen.cache_clear()
