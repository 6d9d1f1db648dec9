"""Bodies that are not JSON."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, JSONParser

from backend.errors import Refused

MOST_BYTES = 64 * 2**20


class Json(JSONParser):
    """The body is JSON that a program could have meant."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value. Raises ParseError, also for what is nested deeper than anything of ours."""
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None


class PngParser(BaseParser):
    """The body is a PNG file, as bytes."""

    media_type = "image/png"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """The bytes. Raises Refused `too_large`."""
        data: bytes = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise Refused("too_large", "A mask has at most 64 MB.", status=413)
        return data
