"""The formats of an export. Each writes the files of one image into the zip."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from backend.exports.objects import Outgoing
from ml import codecs, pictures

File = tuple[str, bytes]
"""A path inside the export and its content."""

Writer = Callable[[Outgoing], Iterator[File]]


def png(image: Outgoing) -> Iterator[File]:
    """`masks/<path>.png`: 8-bit grey, 0 and 255, of the image's size."""
    for piece in image.pieces:
        yield f"masks/{piece.path}.png", codecs.encode_grey_png(piece.bits)


def cutout(image: Outgoing) -> Iterator[File]:
    """`cutouts/<path>.png`: the object with straight alpha."""
    for piece in image.pieces:
        yield f"cutouts/{piece.path}.png", pictures.cutout(image.pixels, piece.bits)


def white(image: Outgoing) -> Iterator[File]:
    """`white/<path>.jpg`: all objects of the image together on pure white."""
    yield f"white/{image.path}.jpg", pictures.white(image.pixels, image.union)


WRITERS: Final[dict[str, Writer]] = {"png": png, "cutout": cutout, "white": white}
MANIFEST: Final = "manifest"
FORMATS: Final = (*WRITERS, MANIFEST)


def manifest_line(image: Outgoing, files: list[str]) -> str:
    """One line of `manifest.jsonl`."""
    record: dict[str, Any] = {
        "key": image.image.key,
        "sha256": image.image.sha256,
        "width": image.image.width,
        "height": image.image.height,
        "revision": image.image.revision,
        "state": image.image.state,
        "score": image.image.score,
        "objects": [
            {
                "label": piece.mask.label,
                "version": piece.mask.version,
                "area": piece.mask.head.area if piece.mask.head else 0,
                "author": piece.mask.head.author.get_username()
                if piece.mask.head and piece.mask.head.author
                else None,
            }
            for piece in image.pieces
        ],
        "files": files,
    }
    return json.dumps(record, ensure_ascii=False)
