"""What is refused, in words that a program can act upon and a person can read."""

from typing import Any


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


def not_found(what: str = "This") -> Refused:
    """The answer to those who may not know that something exists, too."""
    return Refused("not_found", f"{what} does not exist, or you have no access to it.", status=404)


def forbidden(detail: str = "Your role does not allow this.") -> Refused:
    """The answer to members whose role is not enough."""
    return Refused("forbidden", detail, status=403)
