"""Images: lists, one, its states, its lease."""

import array
import sys

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.base import View
from backend.api.lists import listed
from backend.api.pagination import Order, chosen, page, sort
from backend.api.serializers.images import (
    ImageChangeSerializer,
    ImageDetailSerializer,
    ImageSerializer,
    LeaseSerializer,
    OperationSerializer,
    TakeOverSerializer,
)
from backend.models import Image
from backend.services import images, leases, rights, states
from backend.services.images import FILTERS

ORDERS = {
    "key": Order("key"),
    "-key": Order("key", descending=True),
    "score": Order("score_order"),
    "-score": Order("score_order", descending=True),
    "edit": Order("edit_order"),
    "-edit": Order("edit_order", descending=True),
    "changed": Order("changed"),
    "-changed": Order("changed", descending=True),
    "id": Order("id"),
    "-id": Order("id", descending=True),
}
PAGING = ("ordering", "cursor", "limit")
FILTER_PARAMETERS = [
    *(OpenApiParameter(name, str) for name in FILTERS),
    OpenApiParameter("ordering", str, enum=list(ORDERS)),
]


def filtered(view: View) -> QuerySet[Image]:
    """The images that the query names among those the person may see. Raises Refused."""
    query = view.request.query_params
    filters = {name: query[name] for name in query if name not in PAGING}
    return images.queryset(rights.datasets(view.user), filters)


class Images(View):
    """Images of the person's datasets."""

    @extend_schema(
        parameters=[
            *FILTER_PARAMETERS, OpenApiParameter("cursor", str), OpenApiParameter("limit", int),
        ],
        responses=listed(ImageSerializer),
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """A page of those that pass the filters."""
        return page(
            request, filtered(self), ORDERS, "key",
            lambda rows: ImageSerializer(rows, many=True).data,
        )  # fmt: skip


class ImageIds(View):
    """The ids of images: lets a wall jump anywhere."""

    @extend_schema(
        parameters=FILTER_PARAMETERS,
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> HttpResponse:
        """All ids in order, packed as little-endian uint32."""
        rows = sort(filtered(self), chosen(request, ORDERS, "key"))
        ids = array.array("I", rows.values_list("id", flat=True).iterator(chunk_size=10_000))
        if sys.byteorder == "big":
            ids.byteswap()
        return HttpResponse(ids.tobytes(), content_type="application/octet-stream")


class OneImage(View):
    """One image."""

    @extend_schema(responses=ImageDetailSerializer)
    def get(self, request: Request, image_id: int) -> Response:
        """With who works on it."""
        return Response(ImageDetailSerializer(self.image(image_id)).data)

    @extend_schema(request=ImageChangeSerializer, responses=ImageDetailSerializer)
    def patch(self, request: Request, image_id: int) -> Response:
        """Set a mark, or open it again."""
        image = self.image(image_id)
        form = ImageChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        changes = dict(form.validated_data)
        if "state" in changes:
            states.reopen(image, changes.pop("state"), self.user)
        if changes:
            images.mark(image, self.user, **changes)
        return Response(ImageDetailSerializer(image).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, image_id: int) -> Response:
        """Put it in the trash."""
        images.trash(self.image(image_id), self.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Restore(View):
    """Out of the trash again."""

    @extend_schema(request=None, responses=ImageDetailSerializer)
    def post(self, request: Request, image_id: int) -> Response:
        """As it was."""
        image = self.image(image_id, trashed=True)
        images.restore(image, self.user)
        return Response(ImageDetailSerializer(image).data)


class Submit(View):
    """The masks of an image are done."""

    @extend_schema(request=OperationSerializer, responses=ImageDetailSerializer)
    def post(self, request: Request, image_id: int) -> Response:
        """Submit the image; the same `op_id` does it once."""
        image = self.image(image_id)
        OperationSerializer(data=request.data).is_valid(raise_exception=True)
        images.submit(image, self.user, dict(request.data))
        leases.release(image, self.user)
        image.refresh_from_db()
        return Response(ImageDetailSerializer(image).data)


class Skip(View):
    """Not this one now."""

    @extend_schema(request=None, responses=ImageDetailSerializer)
    def post(self, request: Request, image_id: int) -> Response:
        """Mark the image as skipped: queues bring it last."""
        image = self.image(image_id)
        images.mark(image, self.user, skipped=True)
        leases.release(image, self.user)
        return Response(ImageDetailSerializer(image).data)


class Lease(View):
    """Who works on an image."""

    @extend_schema(request=TakeOverSerializer, responses=LeaseSerializer)
    def put(self, request: Request, image_id: int) -> Response:
        """Take or renew it for 90 s, ask another for it, or answer who asks."""
        image = self.image(image_id)
        form = TakeOverSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        answer = form.validated_data.get("answer")
        if answer:
            lease = leases.answer(image, self.user, agree=answer == "agree")
        else:
            lease = leases.take(image, self.user, take_over=form.validated_data["take_over"])
        mine = lease.user_id == self.user.id
        return Response({"holder": leases.describe(lease), "expires": lease.expires, "mine": mine})

    @extend_schema(responses={204: None})
    def delete(self, request: Request, image_id: int) -> Response:
        """Give it back."""
        leases.release(self.image(image_id), self.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
