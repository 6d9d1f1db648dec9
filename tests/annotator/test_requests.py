"""What is asked for is checked before anything is computed."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import requests
from annotator.gestures import Brush, Click
from backend.errors import Refused
from tests.client import click

STROKE = {
    "op_id": str(uuid.uuid4()), "base": 0, "kind": "brush",
    "points": [[1.5, 2], [3, 4.25]], "radius": 3, "shape": "square", "positive": False,
}  # fmt: skip
NAN, INFINITE = json.loads("[NaN, Infinity]")


def test_a_click_is_read_whole() -> None:
    asked = requests.parse(click(3, 1, 2.5, more=[{"x": 4, "y": 5, "positive": False}]))
    gesture = asked.gesture
    assert isinstance(gesture, Click)
    assert (asked.base, asked.kind, gesture.x, gesture.y) == (3, "click", 1.0, 2.5)
    assert (gesture.positive, gesture.mode) == (True, "auto")
    assert [(c.x, c.y, c.positive) for c in gesture.more] == [(4.0, 5.0, False)]


def test_a_stroke_is_read_whole() -> None:
    gesture = requests.parse(STROKE).gesture
    assert gesture == Brush(((1.5, 2.0), (3.0, 4.25)), 3.0, "square", False)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"op_id": "7"}, "op_id_malformed"),
        ({"op_id": None}, "op_id_malformed"),
        ({"kind": "nothing"}, "unknown_kind"),
        ({"kind": ["click"]}, "unknown_kind"),
        ({"base": -1}, "invalid_interaction"),
        ({"base": "0"}, "invalid_interaction"),
        ({"base": 1.0}, "invalid_interaction"),
        ({"base": True}, "invalid_interaction"),
        ({"x": "left"}, "invalid_interaction"),
        ({"x": NAN}, "invalid_interaction"),
        ({"y": INFINITE}, "invalid_interaction"),
        ({"y": 10**400}, "invalid_interaction"),
        ({"y": None}, "invalid_interaction"),
        ({"x": True}, "invalid_interaction"),
        ({"positive": 1}, "invalid_interaction"),
        ({"mode": "fast"}, "invalid_interaction"),
        ({"more": {}}, "invalid_interaction"),
        ({"more": [1]}, "invalid_interaction"),
        ({"more": [{"x": 1, "y": 2}]}, "invalid_interaction"),
        ({"more": [{"x": 1, "y": 2, "positive": True, "z": 3}]}, "invalid_interaction"),
        ({"more": [{"x": 1, "y": 2, "positive": True}] * 101}, "invalid_interaction"),
        ({"radius": 3}, "invalid_interaction"),
    ],
)
def test_a_wrong_click_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as caught:
        requests.parse(click(0, 1, 2) | change)
    assert (caught.value.code, caught.value.status) == (code, 400)


@pytest.mark.parametrize(
    "change",
    [
        {"points": []},
        {"points": [[1]]},
        {"points": [[1, "2"]]},
        {"points": [[1, NAN]]},
        {"points": [[1, 2e6]]},
        {"points": [[0, 0]] * 10_001},
        {"points": "all"},
        {"radius": 0},
        {"radius": 5000},
        {"radius": None},
        {"shape": "star"},
        {"positive": None},
    ],
)
def test_a_wrong_stroke_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Refused) as caught:
        requests.parse(STROKE | change)
    assert caught.value.code == "invalid_interaction"
    assert caught.value.extra["field"] in change


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
NAMES = ["op_id", "base", "kind", "x", "y", "positive", "more", "points", "radius", "target"]


@given(st.dictionaries(st.sampled_from(NAMES), JSON) | JSON)
def test_nothing_that_comes_in_is_an_error_of_the_server(body: Any) -> None:
    sane = click(0, 1, 2) | body if isinstance(body, dict) else body
    for sent in (body, sane):
        try:
            requests.parse(sent)
        except Refused as refused:
            assert refused.status == 400


def test_socket_and_http_bodies_are_the_same_operation() -> None:
    body = click(0, 1, 2)
    plain, live = requests.parse(body), requests.parse(body | {"mask": 5, "type": "interaction"})
    assert plain.digest == live.digest
    assert requests.parse(body | {"x": 1.5}).digest != plain.digest
