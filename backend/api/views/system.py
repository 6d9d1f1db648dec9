"""How the server is, for its administrators."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend import measures
from backend.api.base import View
from backend.services import system

QUEUE = inline_serializer(
    "Queue",
    {"name": serializers.CharField(), "waiting": serializers.IntegerField(allow_null=True)},
    many=True,
)
MODEL = inline_serializer(
    "Model",
    {name: serializers.CharField() for name in ("name", "sha256", "device", "last")},
)
SYSTEM = inline_serializer(
    "System",
    {
        "version": serializers.CharField(),
        "mode": serializers.ChoiceField(["embedded", "cluster"]),
        "database": serializers.CharField(),
        "checks": serializers.DictField(child=serializers.CharField()),
        "queues": QUEUE,
        "jobs": serializers.DictField(child=serializers.IntegerField()),
        "disk": serializers.DictField(child=serializers.IntegerField()),
        "model": MODEL,
    },
)


class System(View):
    """The server's state."""

    @extend_schema(responses=SYSTEM)
    def get(self, request: Request) -> Response:
        """Queues, jobs, disk, checks and the model in use."""
        return Response(system.overview())


class Metrics(View):
    """The server's figures."""

    @extend_schema(exclude=True, responses={(200, "text/plain"): OpenApiTypes.STR})
    def get(self, request: Request) -> HttpResponse:
        """In Prometheus' text format."""
        return HttpResponse(measures.text(), content_type=measures.CONTENT_TYPE)
