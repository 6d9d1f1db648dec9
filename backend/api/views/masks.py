"""Masks as a whole: pixels, label, history. Clicks and strokes are the annotator's."""

import uuid
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

import ml.codecs
from backend import blobs
from backend.api.base import View, flag
from backend.api.lists import listed, whole
from backend.api.pagination import Order, page
from backend.api.parsers import Json, PngParser
from backend.api.renderers import PngRenderer
from backend.api.serializers.images import (
    AnswerSerializer,
    CopySerializer,
    MaskChangeSerializer,
    MaskDetailSerializer,
    MaskSerializer,
    NewMaskSerializer,
    RestoreSerializer,
    RevisionSerializer,
    RleSerializer,
)
from backend.errors import Refused
from backend.models import Mask, MaskRevision
from backend.services import masks, operations, revisions
from backend.services.history import History

GREY = OpenApiTypes.BINARY


def etag(version: int) -> dict[str, str]:
    """The header that names a version."""
    return {"ETag": f'"v{version}"'}


def if_match(request: Request, mask: Mask) -> int:
    """The version that the person saw. Raises Refused 428 without the header, 412 when stale."""
    header = request.headers.get("If-Match")
    if header is None:
        raise Refused(
            "precondition_required", "Send If-Match with the ETag that you saw.", status=428
        )
    if header.strip() not in (f'"v{mask.version}"', f'W/"v{mask.version}"'):
        refused = revisions.stale(mask)
        raise Refused(refused.code, refused.detail, status=412, **refused.extra)
    return mask.version


class Masks(View):
    """The objects of an image."""

    @extend_schema(responses=listed(MaskSerializer))
    def get(self, request: Request, image_id: int) -> Response:
        """All of them in their order, those of the same place oldest first."""
        image = self.image(image_id)
        rows = list(
            image.masks.filter(deleted__isnull=True).select_related("head").order_by("order", "id")
        )
        for mask in rows:
            mask.image = image
        return whole(MaskSerializer(rows, many=True).data)

    @extend_schema(request=NewMaskSerializer, responses={201: MaskSerializer})
    def post(self, request: Request, image_id: int) -> Response:
        """A new, empty one."""
        image = self.image(image_id)
        form = NewMaskSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        mask = masks.create(image, self.user, label=form.validated_data.get("label"))
        body = MaskSerializer(mask).data
        return Response(body, status=status.HTTP_201_CREATED, headers=etag(mask.version))


class OneMask(View):
    """One object."""

    renderer_classes = [JSONRenderer, PngRenderer]
    parser_classes = [Json, PngParser]

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "packed",
                int,
                enum=[0, 1],
                default=0,
                description="1: the PNG as it is stored, 1 bit a pixel, its rows unfiltered",
            )
        ],
        responses={200: MaskDetailSerializer, (200, "image/png"): GREY},
    )
    def get(self, request: Request, mask_id: int) -> Response:
        """By `Accept`: the whole mask as 8-bit grey PNG, 0 or 255; or JSON with COCO run lengths."""
        packed = flag(request, "packed")
        mask = self.mask(mask_id)
        headers = etag(mask.version) | {"Cache-Control": "private, no-cache", "Vary": "Accept"}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers=headers)
        if isinstance(request.accepted_renderer, PngRenderer) and packed:
            return Response(masks.packed(mask), headers=headers)
        pixels = masks.pixels(mask)
        if isinstance(request.accepted_renderer, PngRenderer):
            return Response(ml.codecs.encode_grey_png(pixels), headers=headers)
        body = {**MaskSerializer(mask).data, "rle": ml.codecs.encode_rle(pixels)}
        return Response(body, headers=headers)

    @extend_schema(
        request={"image/png": GREY, "application/json": RleSerializer},
        responses=AnswerSerializer,
        parameters=[OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)],
    )
    def put(self, request: Request, mask_id: int) -> Response:
        """Replace the whole mask by a PNG or by `{rle}`; `Idempotency-Key` is its op_id."""
        mask = self.mask(mask_id)
        key = request.headers.get("Idempotency-Key")
        op_id = operations.parse_id(key) if key else uuid.uuid4()
        digest = operations.digest({"put": _fingerprint(request.data)})
        answer = operations.stored(mask, op_id, digest)
        if answer is None:
            base = if_match(request, mask)
            answer = masks.put(mask, _pixels(request.data), base, self.user, op_id, digest)
        return Response(answer.whole(), headers=etag(answer.body["version"]))

    @extend_schema(request=MaskChangeSerializer, responses=MaskSerializer)
    def patch(self, request: Request, mask_id: int) -> Response:
        """Another label or place; locked or not, hidden or not."""
        mask = self.mask(mask_id)
        form = MaskChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        changes = dict(form.validated_data)
        if "label" in changes:
            masks.relabel(mask, changes.pop("label"), self.user)
        if changes:
            masks.arrange(mask, self.user, **changes)
        return Response(MaskSerializer(mask).data, headers=etag(mask.version))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, mask_id: int) -> Response:
        """Take the object away."""
        masks.remove(self.mask(mask_id), self.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Revisions(View):
    """The history of a mask."""

    @extend_schema(
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
        responses=listed(RevisionSerializer),
    )
    def get(self, request: Request, mask_id: int) -> Response:
        """Newest first; `effective` and `undone` say what undo and redo made of each."""
        mask = self.mask(mask_id)
        steps = mask.revisions.only("id", "number", "kind", "mask_id").order_by("number")
        history = History(steps)
        done, undone = ({s.number for s in part} for part in (history.done, history.undone))

        def render(rows: list[MaskRevision]) -> list[dict[str, Any]]:
            for row in rows:
                row.effective, row.undone = row.number in done, row.number in undone  # type: ignore[attr-defined]
            return list(RevisionSerializer(rows, many=True).data)

        rows = MaskRevision.objects.filter(mask=mask).select_related("author", "parent")
        orders = {"-id": Order("id", descending=True)}
        return page(request, rows, orders, "-id", render)


class Restore(View):
    """An old revision becomes the head's content again."""

    @extend_schema(request=RestoreSerializer, responses=AnswerSerializer)
    def post(self, request: Request, mask_id: int) -> Response:
        """Answers as an interaction does."""
        mask = self.mask(mask_id)
        form = RestoreSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        wanted, digest = form.validated_data, operations.digest(dict(request.data))
        answer = operations.stored(mask, wanted["op_id"], digest)
        if answer is None:
            base = wanted.get("base", mask.version)
            answer = masks.restore(mask, wanted["number"], base, self.user, wanted["op_id"], digest)
        return Response(answer.whole(), headers=etag(answer.body["version"]))


class Copy(View):
    """An object's content at some time becomes an object of its own."""

    @extend_schema(request=CopySerializer, responses={201: MaskSerializer})
    def post(self, request: Request, mask_id: int) -> Response:
        """Another object of the image, with what this one was after revision `number`."""
        mask = self.mask(mask_id)
        form = CopySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        made = masks.copy(mask, form.validated_data["number"], self.user)
        body = MaskSerializer(made).data
        return Response(body, status=status.HTTP_201_CREATED, headers=etag(made.version))


def _fingerprint(data: Any) -> Any:
    return blobs.digest(data) if isinstance(data, bytes) else data


def _pixels(data: Any) -> revisions.Pixels:
    try:
        if isinstance(data, bytes):
            return ml.codecs.decode_mask(data)
        return ml.codecs.decode_rle(data.get("rle") if isinstance(data, dict) else None)
    except ml.codecs.CodecError as error:
        raise Refused(error.code, str(error)) from None
