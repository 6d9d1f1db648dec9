"""What a click would do, without doing it: a hint at the pointer that gives way to everything else.

A preview saves nothing, takes no lease and spends no budget. A person has one at a time; where a click
waits for the worker, a preview is not begun, and one that has begun is given up.
"""

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache

import ml
import ml.codecs
from annotator import edits, fields, guards, patience, requests, sessions
from annotator.gestures import Click
from backend.api.rights import MESSAGES
from backend.errors import Refused, not_found
from backend.models import Mask, User
from backend.services import operations, revisions, rights
from backend.services.operations import Answer

# Who asked for one that was lost on the way may ask again after this long.
FORGOTTEN: Final = 2
COMMON: Final = {"op_id", "base", "mask", "type"}


@dataclass(frozen=True)
class Glance:
    """A click that might be made. `mask` is None where the object has no mask yet."""

    op_id: uuid.UUID
    base: int
    mask: int | None
    click: Click


def parse(body: object) -> Glance:
    """The preview that `body` (JSON) asks for. Raises Refused as `requests.parse` does."""
    if not isinstance(body, Mapping):
        raise Refused("invalid_interaction", "A preview is a JSON object.", field="")
    op_id = operations.parse_id(body.get("op_id"))
    base = fields.integer(body, "base", 0, 2**31 - 1)
    mask = None if body.get("mask") is None else fields.integer(body, "mask", 1, 2**63 - 1)
    known = COMMON | requests.KINDS["click"][1] - {"more"}
    for name in body:
        if name not in known:
            raise fields.wrong(str(name)[:50], "a preview has no such field")
    return Glance(op_id, base, mask, requests.click(body))


def begin(user_id: int) -> None:
    """Note that the person waits for a preview. Raises Refused `preview_dropped` while they do."""
    if not cache.add(_key(user_id), 1, FORGOTTEN):
        raise dropped("You have one under way.")


@contextmanager
def withheld(user_id: int) -> Iterator[None]:
    """Inside, the person's previews are refused as if they waited for one."""
    mine = cache.add(_key(user_id), 1, FORGOTTEN)
    try:
        yield
    finally:
        if mine:
            cache.delete(_key(user_id))


def look(user: User, image_id: int, body: object) -> Answer:
    """What the click would change: `{op_id, mask, version, bbox, changed, score}` and the patch.
    Afterwards the person may ask for the next one.

    Raises Refused: what the click would be refused for, and `preview_dropped` (503) where somebody
    else is to be served first.
    """
    try:
        return _look(user, image_id, parse(body))
    finally:
        cache.delete(_key(user.id))


def _look(user: User, image_id: int, asked: Glance) -> Answer:
    if patience.others_wait():
        raise dropped("Clicks come first.")
    mask = _mask(user, image_id, asked)
    entry = sessions.of(mask) if mask.id else sessions.fresh(mask.image)
    click = asked.click
    before = entry.session.mask
    mode = edits.mode_of(mask, entry, click)
    try:
        change = entry.session.glance(
            click.x, click.y, click.positive, mode=mode, stop=patience.others_wait
        )
    except ml.Interrupted:
        raise dropped("Clicks come first.") from None
    except ml.InputError as error:
        raise Refused(error.code, error.message) from None
    after = ml.apply(before, change)
    allowed = guards.allowed(mask, entry, click, before, after)
    if allowed is not after:
        change = ml.difference(before, allowed, change.bbox)
    answer = {
        "op_id": str(asked.op_id), "mask": asked.mask, "version": mask.version,
        "bbox": list(change.bbox), "changed": change.changed, "score": change.score,
    }  # fmt: skip
    return Answer(answer, ml.codecs.pack_patch(change.mask))


def dropped(why: str) -> Refused:
    """The refusal of a preview that is not worth the wait."""
    return Refused("preview_dropped", why, status=503)


def _mask(user: User, image_id: int, asked: Glance) -> Mask:
    """The mask as a click would find it; an empty one that is not stored where there is none yet."""
    action = MESSAGES["preview"]
    if asked.mask is None:
        mask = Mask(image=rights.image(user, image_id, action), version=0)
    else:
        mask = rights.mask(user, asked.mask, action)
        if mask.image_id != image_id:
            raise not_found("The mask")
    revisions.check(mask, asked.base, user)
    return mask


def _key(user_id: int) -> str:
    return f"preview:{user_id}"
