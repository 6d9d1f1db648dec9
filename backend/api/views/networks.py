"""The models that may answer the clicks in a dataset."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.base import View
from backend.api.lists import listed, whole
from backend.services import networks


class NetworkSerializer(serializers.Serializer[Any]):
    """A model. A dataset's setting `model` is its `name`, or `NAME@SIZE` with another of its `sizes`."""

    name = serializers.CharField()
    size = serializers.IntegerField(help_text="side of its input in pixels, as it was trained")
    sizes = serializers.ListField(child=serializers.IntegerField())
    default = serializers.BooleanField(help_text="answers where a dataset names no model")
    automatic = serializers.IntegerField(
        allow_null=True, help_text="at this size it is what the server chooses for a new dataset"
    )


class Networks(View):
    """The models there are."""

    @extend_schema(responses=listed(NetworkSerializer))
    def get(self, request: Request) -> Response:
        """All of them, the best first."""
        return whole(NetworkSerializer(networks.offered(), many=True).data)
