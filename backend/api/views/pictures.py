"""The pixels of images: the picture itself and what is derived from it and its masks."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from backend import blobs, levels, superpixels, thumbs, tiles
from backend.api.base import View, flag
from backend.errors import Refused
from backend.models import Image
from ml.pictures import PictureError

TYPES: Final = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
DEFAULT_SIZE: Final = 256
FOREVER: Final = "private, max-age=31536000, immutable"
ASK_FIRST: Final = "private, no-cache"
SANDBOX: Final = "default-src 'none'; sandbox"
PARAMETERS = [
    OpenApiParameter("size", int, enum=list(thumbs.SIZES)),
    OpenApiParameter("r", int, description="the image's revision: makes the answer immutable"),
]
PICTURE = {(200, "image/*"): OpenApiTypes.BINARY}


class PictureView(View):
    """An answer that is a picture."""

    is_picture = True

    def answer(self, image: Image, file: Path, tag: str, *, current: int | None) -> HttpResponse:
        """The file, to be kept for ever when `r` names `current` (None: it never changes)."""
        etag = f'"{tag}"'
        asked = self.request.query_params.get("r")
        forever = bool(asked) and (current is None or asked == str(current))
        if self.request.headers.get("If-None-Match") == etag:
            response = HttpResponse(status=304)
        else:
            try:
                content = file.read_bytes()
            except FileNotFoundError:
                raise missing(image) from None
            kind = TYPES.get(file.suffix.lstrip("."), "application/octet-stream")
            response = HttpResponse(content, content_type=kind)
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = FOREVER if forever else ASK_FIRST
        response.headers["Content-Disposition"] = "inline"
        response.headers["Content-Security-Policy"] = SANDBOX
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    def derived(self, image_id: int, kind: thumbs.Kind) -> HttpResponse:
        """A small picture of the kind and of the size that the query asks for."""
        image = self.image(image_id)
        size = self.request.query_params.get("size", str(DEFAULT_SIZE))
        if not size.isdecimal() or int(size[:6]) not in thumbs.SIZES:
            raise Refused("invalid_size", "There is no such size.", allowed=list(thumbs.SIZES))
        file = made(image, lambda: thumbs.render(image, kind, int(size)))
        current = None if kind == "thumb" else image.revision
        return self.answer(image, file, file.stem, current=current)


def made(image: Image, make: Callable[[], Path]) -> Path:
    """The file that `make` derives of the picture. Raises Refused when that cannot be read."""
    try:
        return make()
    except FileNotFoundError:
        raise missing(image) from None
    except PictureError as error:
        raise Refused(error.code, str(error), status=410) from None


def missing(image: Image) -> Refused:
    """The refusal for a picture whose file is gone from the storage."""
    return Refused("file_missing", f"The file of {image.key} is not in the storage.", status=410)


class File(PictureView):
    """The picture to work on: upright, 8 bits, sRGB, in full size."""

    @extend_schema(parameters=PARAMETERS[1:], responses=PICTURE)
    def get(self, request: Request, image_id: int) -> HttpResponse:
        """The file."""
        image = self.image(image_id)
        file = made(image, lambda: blobs.local(image.working, image.working_extension))
        return self.answer(image, file, image.working[:32], current=None)


class Thumb(PictureView):
    """The picture, small."""

    @extend_schema(parameters=PARAMETERS, responses=PICTURE)
    def get(self, request: Request, image_id: int) -> HttpResponse:
        """WebP."""
        return self.derived(image_id, "thumb")


class Overlay(PictureView):
    """The picture, small, with its masks over it."""

    @extend_schema(parameters=PARAMETERS, responses=PICTURE)
    def get(self, request: Request, image_id: int) -> HttpResponse:
        """WebP."""
        return self.derived(image_id, "overlay")


class Cutout(PictureView):
    """What the masks cut out of the picture, small."""

    @extend_schema(parameters=PARAMETERS, responses=PICTURE)
    def get(self, request: Request, image_id: int) -> HttpResponse:
        """WebP with transparency."""
        return self.derived(image_id, "cutout")


class Level(PictureView):
    """The picture at a size for screens."""

    @extend_schema(parameters=PARAMETERS[1:], responses=PICTURE)
    def get(self, request: Request, image_id: int, level: int) -> HttpResponse:
        """Level 0 is the picture, each next one half of it (JPEG); the image's `levels` lists them."""
        image = self.image(image_id)
        file = made(image, lambda: levels.file(image, level))
        return self.answer(image, file, f"{image.working[:32]}-{level}", current=None)


class Tile(PictureView):
    """A piece of a large picture in full size."""

    @extend_schema(parameters=PARAMETERS[1:], responses=PICTURE)
    def get(self, request: Request, image_id: int, column: int, row: int) -> HttpResponse:
        """JPEG, 1024 pixels a side, less at the right and the lower edge."""
        image = self.image(image_id)
        file = made(image, lambda: tiles.file(image, column, row))
        tag = f"{image.working[:32]}-{column}-{row}"
        return self.answer(image, file, tag, current=None)


class Superpixels(PictureView):
    """The picture cut into cells that end where colours do."""

    @extend_schema(
        parameters=[
            OpenApiParameter("cells", str, enum=list(superpixels.WORDS), default="medium"),
            OpenApiParameter(
                "reduced",
                int,
                enum=[0, 1],
                default=0,
                description="1: as it was cut, of at most 4 million pixels. Row y of a picture of H "
                "rows is row (2y + 1)h // 2H of its map of h rows, columns alike",
            ),
            PARAMETERS[1],
        ],
        responses=PICTURE,
    )
    def get(self, request: Request, image_id: int) -> HttpResponse:
        """PNG of the picture's size: each pixel's colour is the number of its cell, red highest."""
        image = self.image(image_id)
        count = superpixels.count(request.query_params.get("cells", "medium"))
        draw = superpixels.reduced if flag(request, "reduced") else superpixels.file
        file = made(image, lambda: draw(image, count))
        return self.answer(image, file, file.stem, current=None)
