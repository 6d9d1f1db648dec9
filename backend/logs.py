"""Lines of the log. Each names the request and the operation that it belongs to."""

import json
import logging
from datetime import UTC, datetime
from typing import Any, Final

from backend import context

STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Plain(logging.Formatter):
    """A sentence for people."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """The line; what was given with `extra` and where it came from stand behind."""
        text = super().format(record)
        more = " ".join(f"{name}={value}" for name, value in _more(record).items())
        first, *rest = text.split("\n", 1)
        return "\n".join([f"{first} [{more}]" if more else first, *rest])


class Json(logging.Formatter):
    """An object a line for programs."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "time": moment,
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_more(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _more(record: logging.LogRecord) -> dict[str, Any]:
    origin = context.origin()
    where = {"request_id": origin.request, "op_id": origin.operation}
    known = {name: value for name, value in where.items() if value}
    given = {k: v for k, v in vars(record).items() if k not in STANDARD}
    return known | given
