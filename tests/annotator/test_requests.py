"""What is asked for is checked before anything is computed."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import requests
from annotator.gestures import (
    Box,
    Brush,
    Cleanup,
    Click,
    Polygon,
    Scribble,
    Superpixel,
    Wand,
)  # fmt: skip
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


COMMON = {"op_id": str(uuid.uuid4()), "base": 0}
RING = [[1, 2], [30, 4.5], [7, 8]]
SANE: dict[str, dict[str, Any]] = {
    "polygon": {"points": RING, "positive": True},
    "lasso": {"points": RING, "positive": False},
    "wand": {"x": 3, "y": 4.5, "tolerance": 20, "positive": True},
    "superpixel": {"cells": "medium", "ids": [0, 5, 16_777_215], "positive": True},
    "cleanup": {"action": "fill", "amount": 40},
    "box": {"box": [-3, 4, 50.5, 60]},
    "scribble": {"points": [[1, 2]], "radius": 4, "positive": True, "zoom": 2.5},
}


def test_hand_tools_are_read_whole() -> None:
    read = {kind: requests.parse(COMMON | {"kind": kind} | body) for kind, body in SANE.items()}
    ring = ((1.0, 2.0), (30.0, 4.5), (7.0, 8.0))
    assert {kind: asked.gesture for kind, asked in read.items()} == {
        "polygon": Polygon(ring, True),
        "lasso": Polygon(ring, False),
        "wand": Wand(3.0, 4.5, 20.0, True),
        "superpixel": Superpixel(1000, (0, 5, 16_777_215), True),
        "cleanup": Cleanup("fill", 40.0),
        "box": Box((-3.0, 4.0), (50.5, 60.0)),
        "scribble": Scribble(((1.0, 2.0),), 4.0, True, 2.5),
    }
    for kind, asked in read.items():
        assert asked.body == SANE[kind]
        # What is kept with a revision leads back to the gesture.
        assert requests.gesture(kind, asked.body) == asked.gesture
    assert requests.gesture("cleanup", {"action": "largest"}) == Cleanup("largest", None)
    for cells, count in [("small", 3000), (300, 300), ("300", 300), ("large", 300)]:
        assert requests.gesture("superpixel", SANE["superpixel"] | {"cells": cells}) == Superpixel(
            count, (0, 5, 16_777_215), True
        )


WRONG: dict[str, list[dict[str, Any]]] = {
    "polygon": [{"points": RING[:2]}, {"points": [[0, 0]] * 10_001}, {"points": [[1, 2, 3]] * 3},
                {"points": [[NAN, 2]] * 3}, {"points": None}, {"positive": "yes"}, {"radius": 3}],
    "lasso": [{"points": [[2e6, 1]] * 3}, {"positive": 0}, {"zoom": 1}],
    "wand": [{"x": None}, {"y": "4"}, {"tolerance": -1}, {"tolerance": 256}, {"tolerance": NAN},
             {"tolerance": None}, {"positive": None}, {"points": RING}],
    "superpixel": [{"cells": "tiny"}, {"cells": 999}, {"cells": None}, {"cells": True},
                   {"cells": 1000.0}, {"cells": ["medium"]}, {"ids": []}, {"ids": [-1]},
                   {"ids": [1 << 24]}, {"ids": [1.0]}, {"ids": [True]}, {"ids": "5"},
                   {"ids": [1] * 10_001}, {"positive": None}],
    "cleanup": [{"action": "polish"}, {"action": None}, {"action": ["fill"]}, {"amount": -1},
                {"amount": "3"}, {"amount": NAN}, {"amount": 1e12}, {"amount": None},
                {"positive": True}],
    "box": [{"box": [1, 2, 3]}, {"box": [1, 2, 0, 4]}, {"box": [1, 2, 3, -4]}, {"box": None},
            {"box": [1, 2, INFINITE, 4]}, {"box": [1, 2, "3", 4]}, {"box": [0, 0, 2e6, 1]},
            {"positive": True}],
    "scribble": [{"points": []}, {"radius": 0}, {"radius": 5000}, {"zoom": 0}, {"zoom": -1},
                 {"zoom": "2"}, {"zoom": 1e5}, {"positive": None}, {"mode": "auto"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "change"), [(kind, change) for kind, changes in WRONG.items() for change in changes]
)
def test_a_wrong_field_is_refused_by_its_name(kind: str, change: dict[str, Any]) -> None:
    with pytest.raises(Refused) as caught:
        requests.parse(COMMON | {"kind": kind} | SANE[kind] | change)
    assert (caught.value.code, caught.value.status) == ("invalid_interaction", 400)
    assert caught.value.extra["field"] in change


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind, body in SANE.items() for field in body]
)
def test_only_amount_and_zoom_may_be_left_out(kind: str, field: str) -> None:
    body = COMMON | {"kind": kind} | {k: v for k, v in SANE[kind].items() if k != field}
    if field in ("amount", "zoom"):
        requests.parse(body)
        return
    with pytest.raises(Refused) as caught:
        requests.parse(body)
    assert caught.value.extra["field"] == field


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
NAMES = ["op_id", "base", "kind", "x", "y", "positive", "more", "points", "radius", "target"]
NAMES += ["cells", "ids", "tolerance", "action", "amount", "box", "zoom"]


@given(st.dictionaries(st.sampled_from(NAMES), JSON) | JSON)
def test_nothing_that_comes_in_is_an_error_of_the_server(body: Any) -> None:
    is_object = isinstance(body, dict)
    others = [click(0, 1, 2), *(COMMON | {"kind": kind} | sane for kind, sane in SANE.items())]
    for sent in [body, *(sane | body for sane in others if is_object)]:
        try:
            requests.parse(sent)
        except Refused as refused:
            assert refused.status == 400


def test_socket_and_http_bodies_are_the_same_operation() -> None:
    body = click(0, 1, 2)
    plain, live = requests.parse(body), requests.parse(body | {"mask": 5, "type": "interaction"})
    assert plain.digest == live.digest
    assert requests.parse(body | {"x": 1.5}).digest != plain.digest
