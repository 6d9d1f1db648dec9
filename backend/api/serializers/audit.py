"""Entries of the audit."""

from typing import Any

from rest_framework import serializers

from backend.api.serializers.people import PersonSerializer
from backend.models import AuditEntry


class EntrySerializer(serializers.ModelSerializer[AuditEntry]):
    """Who did what to what, from what to what. Names are as they were then."""

    actor = PersonSerializer(allow_null=True)
    dataset = serializers.IntegerField(source="dataset_id", allow_null=True)

    class Meta:
        model = AuditEntry
        fields = [
            "id", "created", "actor", "actor_name", "action", "object", "object_name", "dataset",
            "before", "after", "address", "request",
        ]  # fmt: skip
        read_only_fields = fields


class AuditQuerySerializer(serializers.Serializer[Any]):
    """What to look for."""

    dataset = serializers.IntegerField(required=False, min_value=1, max_value=2**53)
    actor = serializers.CharField(required=False, max_length=310)
    action = serializers.CharField(required=False, max_length=300)
    object = serializers.CharField(required=False, max_length=100)
    q = serializers.CharField(required=False, max_length=200)
    since = serializers.DateTimeField(required=False)
    until = serializers.DateTimeField(required=False)
