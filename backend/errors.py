"""What is refused, in words that a program can act upon and a person can read."""

from typing import Any, Final

from django.db import InterfaceError, OperationalError
from kombu.exceptions import OperationalError as QueueError
from redis.exceptions import RedisError


class Refused(Exception):
    """Something asked for is not done, and nothing was changed.

    `code` is stable and part of the contract; `status` is the HTTP status; `extra` is added to the
    problem document (e.g. the current version).
    """

    def __init__(self, code: str, detail: str, *, status: int = 400, **extra: Any) -> None:
        super().__init__(detail)
        self.code, self.detail, self.status, self.extra = code, detail, status, extra

    def problem(self) -> dict[str, Any]:
        """The body of an application/problem+json answer."""
        return {
            "type": f"urn:koutu:problem:{self.code}",
            "title": self.code.replace("_", " ").capitalize(),
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            **self.extra,
        }


# What a broker that is away, or comes back, raises in whoever asks it, and what a database does.
BROKER_AWAY: Final = (QueueError, RedisError, OSError)
AWAY: Final = (OperationalError, InterfaceError, QueueError, RedisError)


def unavailable() -> Refused:
    """The refusal while the database or the broker is away: the same may be asked again."""
    detail = "A part of the server is away; try again in a moment."
    return Refused("unavailable", detail, status=503, retry_after=2)


def not_found(what: str = "This") -> Refused:
    """The answer to those who may not know that something exists, too."""
    return Refused("not_found", f"{what} does not exist, or you have no access to it.", status=404)


def forbidden(detail: str = "Your role does not allow this.") -> Refused:
    """The answer to members whose role is not enough."""
    return Refused("forbidden", detail, status=403)
