"""Is everything there that a click needs? Rooms add checks of their own with `register`."""

import uuid
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from backend import bucket

Check = Callable[[], None]
_checks: dict[str, Check] = {}


class NotReady(Exception):
    """Raised by a check: this is missing."""


def register(name: str, check: Check) -> None:
    """Add a check; it raises NotReady, or what went wrong."""
    _checks[name] = check


def report() -> dict[str, str]:
    """Each check's name with `ok`, or with why not."""
    return {name: _outcome(check) for name, check in _checks.items()}


def _outcome(check: Check) -> str:
    try:
        check()
    except Exception as error:  # whatever it is, it is the answer  # noqa: BLE001
        return f"{type(error).__name__}: {error}"
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _storage() -> None:
    probe = Path(settings.KOUTU_DATA_DIR) / f".probe-{uuid.uuid4().hex}"
    probe.write_bytes(b"koutu")
    probe.unlink()
    if bucket.used():
        bucket.check()


def _broker() -> None:
    from backend.celery import app

    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


register("database", _database)
register("storage", _storage)
register("broker", _broker)
