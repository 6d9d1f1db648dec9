"""The queue over HTTP."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.base import View
from backend.api.serializers.images import ImageDetailSerializer
from reviewer import queue


class QueueSerializer(serializers.Serializer[Any]):
    """Which work is wanted. `after`: the image at hand, which does not come again."""

    dataset = serializers.IntegerField()
    kind = serializers.ChoiceField(list(queue.KINDS), default="annotate")
    peek = serializers.BooleanField(default=False)
    after = serializers.IntegerField(required=False, allow_null=True)
    score_lt = serializers.FloatField(required=False, allow_null=True)


class QueuedSerializer(serializers.Serializer[Any]):
    """The next image, or null when all is done."""

    image = ImageDetailSerializer(allow_null=True)


class QueueNext(View):
    """What to work on next."""

    @extend_schema(request=QueueSerializer, responses=QueuedSerializer)
    def post(self, request: Request) -> Response:
        """The next image with its lease, which `peek` does not take; or null."""
        form = QueueSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        asked = form.validated_data
        dataset = self.dataset(asked["dataset"])
        wish = queue.Wish(asked["kind"], asked.get("score_lt"), asked.get("after"))
        image = queue.next_image(dataset, self.user, wish, peek=asked["peek"])
        return Response({"image": ImageDetailSerializer(image).data if image else None})
