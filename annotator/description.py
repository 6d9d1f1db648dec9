"""How the OpenAPI description shows what may be asked of a mask; `annotator.requests` checks it."""

from typing import Any, Final, get_args

from drf_spectacular.utils import PolymorphicProxySerializer, inline_serializer
from rest_framework import serializers

from annotator import requests
from annotator.fields import MOST_POINTS
from annotator.gestures import Mode, Shape
from backend import superpixels
from ml.tools.cleanup import ACTIONS
from ml.tools.wand import LARGEST_TOLERANCE

Field = serializers.Field[Any, Any, Any, Any]


def _number(**options: Any) -> Field:
    return serializers.FloatField(**options)


def _points(least: int) -> Field:
    point = serializers.ListField(child=_number(), min_length=2, max_length=2)
    return serializers.ListField(
        child=point, min_length=least, max_length=MOST_POINTS, help_text="[x, y] in image pixels"
    )


def _more() -> Field:
    click = inline_serializer("PlacedClick", {"x": _number(), "y": _number(), **_side()})
    return serializers.ListField(child=click, required=False, max_length=requests.MOST_TOGETHER)


def _side() -> dict[str, Field]:
    return {"positive": serializers.BooleanField(help_text="adds; else takes away")}


def _radius() -> Field:
    return _number(max_value=requests.LARGEST_RADIUS)


def _of_kind(kind: str) -> dict[str, Field]:
    """The fields that a kind has of its own."""
    every: dict[str, dict[str, Field]] = {
        "click": {
            "x": _number(), "y": _number(), **_side(),
            "mode": serializers.ChoiceField(get_args(Mode), required=False),
            "more": _more(),
        },
        "unclick": {"target": serializers.UUIDField(help_text="op_id of a click")},
        "box": {
            "box": serializers.ListField(
                child=_number(), min_length=4, max_length=4, help_text="[x, y, width, height]"
            )
        },
        "scribble": {
            "points": _points(1), "radius": _radius(), **_side(),
            "zoom": _number(required=False, help_text="screen pixels for one of the fitted picture"),
        },
        "brush": {
            "points": _points(1), "radius": _radius(), **_side(),
            "shape": serializers.ChoiceField(get_args(Shape), required=False),
        },
        "polygon": {"points": _points(3), **_side()},
        "lasso": {"points": _points(3), **_side()},
        "wand": {
            "x": _number(), "y": _number(), **_side(),
            "tolerance": _number(min_value=0, max_value=LARGEST_TOLERANCE),
        },
        "superpixel": {
            "cells": serializers.ChoiceField(superpixels.WORDS), **_side(),
            "ids": serializers.ListField(
                child=serializers.IntegerField(min_value=0), max_length=requests.MOST_CELLS
            ),
        },
        "cleanup": {
            "action": serializers.ChoiceField(ACTIONS),
            "amount": _number(min_value=0, required=False, help_text="pixels"),
        },
        "choose": {"alternative": serializers.IntegerField(min_value=0)},
    }  # fmt: skip
    return every.get(kind, {})


def _serializer(kind: str) -> serializers.Serializer[Any]:
    own = _of_kind(kind)
    if set(own) != requests.KINDS[kind][1]:
        raise RuntimeError(f"the description of {kind} is not what is read")
    common: dict[str, Field] = {
        "op_id": serializers.UUIDField(help_text="new for each; sent again, it is done once"),
        "base": serializers.IntegerField(min_value=0, help_text="the version that was seen"),
        "kind": serializers.ChoiceField([kind]),
    }
    return inline_serializer(f"{kind.capitalize()}Interaction", {**common, **own})


INTERACTION: Final = PolymorphicProxySerializer(
    component_name="Interaction",
    serializers={kind: _serializer(kind) for kind in requests.KINDS},
    resource_type_field_name="kind",
)


PREVIEW: Final = inline_serializer(
    "Preview",
    {
        "op_id": serializers.UUIDField(help_text="comes back with the answer"),
        "mask": serializers.IntegerField(allow_null=True, help_text="null: it has yet to be made"),
        "base": serializers.IntegerField(min_value=0, help_text="the version that was seen"),
        "x": _number(), "y": _number(), **_side(),
        "mode": serializers.ChoiceField(get_args(Mode), required=False),
    },
)  # fmt: skip


class PreviewedSerializer(serializers.Serializer[Any]):
    """What a click would change. `patch` = base64(zlib(bits of the new values inside bbox))."""

    op_id = serializers.UUIDField()
    mask = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField()
    bbox = serializers.ListField(child=serializers.IntegerField(), min_length=4, max_length=4)
    changed = serializers.IntegerField()
    score = serializers.FloatField(allow_null=True)
    patch = serializers.CharField()
