"""One interaction, from its body to its answer: the same for socket and HTTP."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.conf import settings

import ml
from annotator import edits, requests, sessions, steps
from backend import measures
from backend.api.rights import MESSAGES
from backend.errors import Refused
from backend.models import Mask, User
from backend.services import limits, operations, revisions, rights
from backend.services.operations import Answer
from backend.services.revisions import Edit


def perform(user: User, mask_id: int, body: object) -> Answer:
    """Do what `body` asks, once; a repeated `op_id` gets its stored answer.

    Raises Refused; then the mask is as it was.
    """
    timings: dict[str, float] = {}
    with measures.interaction(body, timings), _timed(timings, "total"):
        answer = _perform(user, mask_id, body, timings)
    if settings.KOUTU_TIMINGS:
        answer = replace(answer, body={**answer.body, "timings": timings})
    return answer


def _perform(user: User, mask_id: int, body: object, timings: dict[str, float]) -> Answer:
    asked = requests.parse(body)
    with _timed(timings, "database"):
        mask = rights.mask(user, mask_id, MESSAGES[asked.kind])
        stored = operations.stored(mask, asked.op_id, asked.digest)
        if stored is not None:
            return stored
        limits.spend_interaction(user.id)
        revisions.prepare(mask, asked.base, user)
    entry = sessions.of(mask)
    timings |= entry.timings
    try:
        made = edits.make(mask, entry, asked)
        timings |= made.change.timings
        return _commit(user, mask, entry, asked, made, timings)
    except ml.InputError as error:
        sessions.forget(mask.id)
        raise Refused(error.code, error.message) from None
    except Exception:
        # The session may be ahead of the head now: the next one is made from the revisions.
        sessions.forget(mask.id)
        raise


def _commit(
    user: User,
    mask: Mask,
    entry: sessions.Open,
    asked: requests.Interaction,
    made: edits.Made,
    timings: dict[str, float],
) -> Answer:
    with _timed(timings, "encode"):
        guarded = made.protects or steps.protected(made.done)
        edit = Edit(
            asked.kind, asked.op_id, asked.digest, asked.base, made.pixels, made.change,
            made.operation, protected=guarded, model=_model(asked, entry), always=made.moves,
        )  # fmt: skip
        packed = revisions.pack(edit)
    with _timed(timings, "database"):
        answer = revisions.commit(mask, edit, user, packed)
    if mask.head is None or mask.version == asked.base:
        # No step was made, so the session must forget the click that changed nothing.
        done = entry.history.done
        entry.session.restore(entry.session.mask, steps.clicks(done), steps.protected(done))
        return answer
    entry.history.add(mask.head)
    done = entry.history.done
    entry.session.restore(made.pixels, steps.clicks(done), steps.protected(done))
    entry.version = mask.version
    entry.clicked = asked.op_id if asked.kind == "click" else None
    return answer


def _model(asked: requests.Interaction, entry: sessions.Open) -> str:
    return entry.model if asked.kind in ("click", "unclick", "box", "scribble") else ""


@contextmanager
def _timed(timings: dict[str, float], part: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    timings[part] = timings.get(part, 0.0) + (time.perf_counter() - start) * 1000
