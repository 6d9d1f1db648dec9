"""An `op_id` happens once: what was answered is kept, and answered again."""

import base64
import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

import ml.codecs
from backend import blobs
from backend.errors import Refused
from backend.models import Image, Mask, Operation

UNSIGNED = ("mask", "type")


@dataclass(frozen=True)
class Answer:
    """What an operation is answered with; `patch` is the packed new values inside `body["bbox"]`."""

    body: dict[str, Any]
    patch: bytes

    def whole(self) -> dict[str, Any]:
        """The body with the patch in it, as HTTP answers it."""
        return {**self.body, "patch": base64.b64encode(self.patch).decode()}


def parse_id(value: object) -> uuid.UUID:
    """The `op_id` of a request. Raises Refused `op_id_malformed`."""
    try:
        if not isinstance(value, str):
            raise ValueError
        return uuid.UUID(value)
    except ValueError:
        raise Refused("op_id_malformed", "`op_id` must be a UUID.") from None


def digest(body: Mapping[str, Any]) -> str:
    """What tells two bodies apart; the same on the socket and over HTTP."""
    signed = {name: value for name, value in body.items() if name not in UNSIGNED}
    text = json.dumps(signed, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def stored(mask: Mask, op_id: uuid.UUID, digest: str) -> Answer | None:
    """What this `op_id` was answered on this mask, or None when it is new.

    Raises Refused `op_id_reused` (409) when it came with another body.
    """
    found = list(Operation.objects.filter(mask=mask, op_id=op_id))
    if not found:
        return None
    _same(found[0], digest)
    return rebuild(found[0])


def stored_on_image(image: Image, op_id: uuid.UUID, digest: str) -> dict[str, Any] | None:
    """As `stored`, for operations on an image as a whole."""
    operation = Operation.objects.filter(image=image, mask=None, op_id=op_id).first()
    if operation is None:
        return None
    _same(operation, digest)
    answer: dict[str, Any] = operation.answer
    return answer


def rebuild(operation: Operation) -> Answer:
    """The answer as it was given, its patches cut anew out of what is stored."""
    body = dict(operation.answer)
    if operation.alternatives:
        body["alternatives"] = json.loads(blobs.read(operation.alternatives, "json"))
    patch = ml.codecs.pack_patch(np.zeros((0, 0), bool))
    if operation.revision is not None:
        x, y, width, height = operation.revision.bbox
        whole = ml.codecs.decode_mask(blobs.read(operation.revision.blob, "png"))
        patch = ml.codecs.pack_patch(whole[y : y + height, x : x + width])
    return Answer(body, patch)


def keep_alternatives(mask_id: int, op_id: str, alternatives: Sequence[Mapping[str, Any]]) -> None:
    """Keep the readings of a click, `{bbox, patch}` each, with its answer."""
    blob = blobs.put(json.dumps(alternatives).encode(), "json")
    Operation.objects.filter(mask=mask_id, op_id=op_id).update(alternatives=blob)


def unpack(offer: Mapping[str, Any]) -> npt.NDArray[np.bool_]:
    """The (height, width) bool new values of a `{bbox, patch}` of ours."""
    _, _, width, height = offer["bbox"]
    return ml.codecs.unpack_patch(base64.b64decode(offer["patch"]), width, height)


def _same(operation: Operation, digest: str) -> None:
    if operation.digest != digest:
        raise Refused("op_id_reused", "This op_id was used before, with another body.", status=409)
