"""Large files out of the server, in pieces, without holding a thread or the whole file."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO, Final

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

PIECE: Final = 1 << 20


def download(file: Path, name: str, content_type: str) -> StreamingHttpResponse:
    """The file under this name, to be saved. Raises FileNotFoundError."""
    content = file.open("rb")
    answer = StreamingHttpResponse(_pieces(content), content_type=content_type)
    answer.headers["Content-Length"] = str(file.stat().st_size)
    disposition = content_disposition_header(True, name)
    if disposition is not None:
        answer.headers["Content-Disposition"] = disposition
    return answer


async def _pieces(content: BinaryIO) -> AsyncIterator[bytes]:
    with content:
        while piece := await asyncio.to_thread(content.read, PIECE):
            yield piece
