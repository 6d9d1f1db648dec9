"""The one shape of every list: `{results, next, previous}`."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.response import Response


def whole(rows: Sequence[Any]) -> Response:
    """A short list, all on one page."""
    return Response({"results": rows, "next": None, "previous": None})


def listed(item: type[serializers.BaseSerializer[Any]]) -> Any:
    """The schema of a list of such items."""
    return inline_serializer(
        name=f"{item.__name__.removesuffix('Serializer')}List",
        fields={
            "results": item(many=True),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
        },
    )
