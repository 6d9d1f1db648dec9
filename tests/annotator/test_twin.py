"""The HTTP twin waits, but not for ever."""

import pytest

from annotator import calls
from backend.models import MaskRevision
from tests.annotator.conftest import Hand
from tests.backend.conftest import api
from tests.client import click


def test_without_a_worker_the_answer_is_a_timeout(hand: Hand, monkeypatch) -> None:
    monkeypatch.setattr(calls, "PATIENCE", 0.2)
    path = f"/api/v1/masks/{hand.mask.id}/interactions"
    answer = api(hand.user).post(path, click(0, 80.5, 60.5), format="json")
    assert (answer.status_code, answer.json()["code"]) == (504, "timeout")
    assert not MaskRevision.objects.exists()


@pytest.mark.parametrize("body", [[], "x", 5, None])
def test_what_is_no_object_is_refused(hand: Hand, body) -> None:
    path = f"/api/v1/masks/{hand.mask.id}/interactions"
    answer = api(hand.user).post(path, body, format="json")
    assert answer.status_code == 400
