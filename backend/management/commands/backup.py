"""manage.py backup"""

import sqlite3
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

KEPT = 5


class Command(BaseCommand):
    """A consistent copy of the database while the server may be running."""

    help = "Copy the SQLite database into DATA_DIR/backups (the last five stay)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--to", type=Path, help="the file to write; it must not exist")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the copy and print its path."""
        if connection.vendor != "sqlite":
            raise CommandError("PostgreSQL is backed up with pg_dump.")
        folder = Path(settings.KOUTU_DATA_DIR) / "backups"
        folder.mkdir(exist_ok=True)
        target = options["to"] or folder / f"koutu-{timezone.now():%Y%m%dT%H%M%S%f}.sqlite3"
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(target)])
        except (sqlite3.Error, OSError) as error:
            raise CommandError(f"The backup could not be written: {error}") from None
        if options["to"] is None:
            for old in sorted(folder.glob("koutu-*.sqlite3"))[:-KEPT]:
                old.unlink()
        self.stdout.write(str(target))
