"""Part, object or group: what else a first click may mean.

The closer looks that find this out take as long as the click itself, and nobody needs them before its
answer. On the socket they are told after it and give way to everything that waits; over HTTP, where there
is no second message, they come with it.
"""

import base64
from dataclasses import replace
from typing import Any

import ml
import ml.codecs
from annotator import patience, previews, sessions
from backend.services import operations
from backend.services.operations import Answer


def joined(mask_id: int, answer: Answer) -> Answer:
    """`answer` with the readings in it, where its click has any."""
    session = _asked(mask_id, answer)
    found = _found(session, mask_id, answer) if session else []
    return replace(answer, body={**answer.body, "alternatives": found}) if found else answer


def later(user_id: int, mask_id: int, answer: Answer) -> dict[str, Any] | None:
    """The message that follows `answer` to its socket: `{op_id, mask, version, alternatives}`; None where
    its click has no other reading, or somebody else is to be served first.

    The person's own pointer moves on at once, so their previews wait for this instead.
    """
    session = _asked(mask_id, answer)
    if session is None:
        return None
    with previews.withheld(user_id):
        try:
            found = _found(session, mask_id, answer, patience.others_wait)
        except ml.Interrupted:
            return None
    about = {name: answer.body[name] for name in ("op_id", "mask", "version")}
    return {**about, "alternatives": found} if found else None


def _asked(mask_id: int, answer: Answer) -> ml.Session | None:
    """The worker's session of the mask, where its click is the one that `answer` is of and may mean more."""
    entry = sessions.opened(mask_id)
    if entry is None or not answer.body["changed"] or str(entry.clicked) != answer.body["op_id"]:
        return None
    return entry.session if entry.session.ambiguous else None


def _found(
    session: ml.Session, mask_id: int, answer: Answer, stop: ml.Stop | None = None
) -> list[dict[str, Any]]:
    """The readings as they go over the wire and are kept with the operation, the one that was taken
    first; none where there is only that.
    """
    others = session.readings(stop)
    if not others:
        return []
    whole = answer.whole()
    offers = [{"bbox": whole["bbox"], "patch": whole["patch"]}, *map(_packed, others)]
    operations.keep_alternatives(mask_id, whole["op_id"], offers)
    return offers


def _packed(reading: ml.Alternative) -> dict[str, Any]:
    patch = base64.b64encode(ml.codecs.pack_patch(reading.mask)).decode()
    return {"bbox": list(reading.bbox), "patch": patch}
