"""Is the server alive, and can it work? Answered also while the database or the broker is away."""

from typing import Any

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend import __version__
from backend.api.base import View
from backend.services import health

LIVE = inline_serializer(
    "Live", {"status": serializers.CharField(), "version": serializers.CharField()}
)
READY = inline_serializer(
    "Ready", {"status": serializers.CharField(), "checks": serializers.DictField()}
)


class Live(View):
    """The process answers."""

    authentication_classes: list[Any] = []
    throttle_classes: list[Any] = []

    @extend_schema(responses=LIVE)
    def get(self, request: Request) -> Response:
        """Always well, with the product's version."""
        return Response({"status": "ok", "version": __version__})


class Ready(View):
    """Everything is there that a click needs."""

    authentication_classes: list[Any] = []
    throttle_classes: list[Any] = []

    @extend_schema(responses={200: READY, 503: READY})
    def get(self, request: Request) -> Response:
        """200 when all checks pass, else 503."""
        checks = health.report()
        well = all(outcome == "ok" for outcome in checks.values())
        # What exactly is missing is for the log and for those who are logged in.
        return Response(
            {"status": "ok" if well else "not ready", "checks": {
                name: "ok" if outcome == "ok" else "failed" for name, outcome in checks.items()
            }},
            status=200 if well else 503,
        )  # fmt: skip
