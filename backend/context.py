"""What a line of the log and an entry of the audit say about where they came from.

Set at the edge (the middleware, a socket's message, a task), read anywhere below it.
"""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Final

GIVEN: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")


@dataclass(frozen=True)
class Origin:
    """Who asked from where: the request's id, the address of the browser, the op_id being done."""

    request: str = ""
    address: str = ""
    operation: str = ""


NOWHERE: Final = Origin()
_origin: ContextVar[Origin] = ContextVar("koutu_origin", default=NOWHERE)


def origin() -> Origin:
    """What is known of where the present work came from."""
    return _origin.get()


@contextmanager
def within(**known: str) -> Iterator[Origin]:
    """Add to what is known while the block runs."""
    token = _origin.set(replace(_origin.get(), **known))
    try:
        yield _origin.get()
    finally:
        _origin.reset(token)


def request_id(given: str = "") -> str:
    """The id that a proxy gave, when it is one; else a new one."""
    return given if GIVEN.fullmatch(given) else uuid.uuid4().hex
