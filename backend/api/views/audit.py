"""Who did what: a searchable list, and the same as a table."""

import json
from typing import Any, Final

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api import csvs
from backend.api.base import View
from backend.api.pagination import Order, page
from backend.api.serializers.audit import AuditQuerySerializer, EntrySerializer
from backend.services import audit

MOST_ROWS: Final = 100_000
PARAMETERS: Final = [
    OpenApiParameter("dataset", int),
    OpenApiParameter("actor", str, description="an id, or a name"),
    OpenApiParameter("action", str, description="one, or several with commas between"),
    OpenApiParameter("object", str, description="e.g. image:5"),
    OpenApiParameter("q", str, description="part of a name"),
    OpenApiParameter("since", OpenApiTypes.DATETIME),
    OpenApiParameter("until", OpenApiTypes.DATETIME),
]
LIST: Final = inline_serializer(
    "EntryList",
    {
        "results": EntrySerializer(many=True),
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "actions": serializers.ListField(child=serializers.CharField()),
    },
)


class Audit(View):
    """The book of acts."""

    @extend_schema(
        parameters=[*PARAMETERS, OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
        responses=LIST,
    )
    def get(self, request: Request) -> Response:
        """Newest first; `actions` are the kinds of acts that there are."""
        rows = audit.entries(self.user, _wanted(request))
        orders = {"-id": Order("id", descending=True)}
        answer = page(
            request, rows, orders, "-id", lambda rows: EntrySerializer(rows, many=True).data
        )
        answer.data["actions"] = audit.actions()
        return answer


class AuditTable(View):
    """The book of acts for a spreadsheet."""

    @extend_schema(parameters=PARAMETERS, responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request) -> HttpResponse:
        """The newest 100,000 entries that fit."""
        rows = audit.entries(self.user, _wanted(request)).order_by("-id")[:MOST_ROWS]
        head = (
            "id", "time", "actor", "action", "object", "name", "dataset", "before", "after",
            "address", "request",
        )  # fmt: skip
        lines = (
            (
                row.id, row.created.isoformat(), row.actor_name, row.action, row.object,
                row.object_name, row.dataset_id, _text(row.before), _text(row.after), row.address,
                row.request,
            )
            for row in rows.iterator(chunk_size=2000)
        )  # fmt: skip
        return csvs.table("audit", head, lines)


def _wanted(request: Request) -> dict[str, Any]:
    given = {name: value for name, value in request.query_params.items() if value}
    form = AuditQuerySerializer(data=given)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def _text(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
