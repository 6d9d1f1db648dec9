"""manage.py backup"""

import shutil
import sqlite3
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from backend.services import backups

KEPT = 5


class Command(BaseCommand):
    """Everything into a folder, while the server may be running."""

    help = "Save all rows and files, with checksums, into DATA_DIR/backups or the folder --to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--to", type=Path, help="the folder; one that holds a backup gets only what is new"
        )
        parser.add_argument(
            "--database-only", action="store_true",
            help="a plain copy of the SQLite file, as a start makes before it migrates",
        )  # fmt: skip

    def handle(self, *_: Any, **options: Any) -> None:
        """Write it and print where it is."""
        home = Path(settings.KOUTU_DATA_DIR) / "backups"
        stamp = f"{timezone.now():%Y%m%dT%H%M%S%f}"
        if options["database_only"]:
            self._copy(home, options["to"] or home / f"koutu-{stamp}.sqlite3")
            return
        target = options["to"] or home / f"koutu-{stamp}"
        try:
            manifest = backups.create(target, tell=self._tell)
        except (backups.BackupError, DatabaseError, OSError) as error:
            raise CommandError(f"The backup could not be made: {error}") from None
        rows = sum(manifest["rows"].values())
        self.stdout.write(f"{target}: {rows} rows, {len(manifest['blobs'])} files.")

    def _copy(self, home: Path, target: Path) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("--database-only is for SQLite; leave it out.")
        home.mkdir(exist_ok=True)
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(target)])
        except (sqlite3.Error, DatabaseError, OSError) as error:
            raise CommandError(f"The backup could not be written: {error}") from None
        for old in sorted(home.glob("koutu-*.sqlite3"))[:-KEPT]:
            old.unlink()
        self.stdout.write(str(target))

    def _tell(self, what: str) -> None:
        if self.stdout.isatty():
            width = shutil.get_terminal_size().columns - 1
            self.stdout.write(f"\r{what[:width]:<{width}}\r", ending="")
