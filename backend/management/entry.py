"""What manage.py does with the words it was given: a command, or a sentence that says why there is none."""

import sys
from typing import Final

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, OperationalError

# SQLite, then PostgreSQL.
NO_TABLE: Final = ("no such table", "no such column", "does not exist")
UNPREPARED: Final = (
    "The database is not prepared, or is of another version of Koutu: start the server once "
    "(make run, make cluster), or run `python manage.py prepare`."
)


def run(words: list[str]) -> None:
    """Run the command. What the person can mend themselves is a sentence and the exit code 1, not a traceback,
    unless --traceback asks for it.
    """
    try:
        execute_from_command_line(words)
    except (ImproperlyConfigured, DatabaseError) as error:
        sentence = "" if "--traceback" in words else said(error)
        if not sentence:
            raise
        sys.stderr.write(f"{sentence}\n")
        sys.exit(1)


def said(error: Exception) -> str:
    """What the person is to do about it; nothing where the error is ours."""
    text = " ".join(str(error).split())
    if isinstance(error, ImproperlyConfigured):
        return text
    # That of PostgreSQL for a missing database is about a connection.
    if "connection" not in text and any(sign in text for sign in NO_TABLE):
        return UNPREPARED
    if isinstance(error, OperationalError):
        return f"The database cannot be used: {text}"
    return ""
