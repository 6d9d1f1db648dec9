"""manage.py doctor"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.services import backups, health, recovery, storage

SHOWN = 20


class Command(BaseCommand):
    """Whether the data are whole; exit code 1 when something that is needed is missing or damaged."""

    help = (
        "Look for missing, damaged and orphaned files; --fix removes orphans and wakes lost jobs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--deep", action="store_true", help="read every file, compute its hash")
        parser.add_argument("--fix", action="store_true", help="mend what can be mended safely")
        parser.add_argument(
            "--from", type=Path, metavar="BACKUP", dest="source",
            help="take missing and damaged files from this backup; rows stay as they are",
        )  # fmt: skip

    def handle(self, *_: Any, **options: Any) -> None:
        """Look, tell, mend."""
        for name, outcome in health.report().items():
            self.stdout.write(f"{name}: {outcome}")
        found = storage.inspect(deep=options["deep"])
        self.stdout.write(f"{found.checked} files are named by the database.")
        for what, paths in (
            ("missing", found.missing), ("damaged", found.damaged), ("orphan", found.orphans),
        ):  # fmt: skip
            for path in paths[:SHOWN]:
                self.stdout.write(f"{what}: {path}")
            if len(paths) > SHOWN:
                self.stdout.write(f"... and {len(paths) - SHOWN} more {what}")
        if options["source"] and not found.well:
            found = self._mended(found, options)
        if options["fix"]:
            count, size = storage.collect()
            self.stdout.write(f"{count} orphans removed, {size} bytes freed.")
            self.stdout.write(f"{recovery.recover()} lost jobs looked after.")
        elif found.orphans:
            self.stdout.write(f"{found.bytes} bytes can be freed: --fix")
        if not found.well:
            raise CommandError(
                "Files are missing or damaged. Take them from a backup: doctor --deep --from /backups/koutu"
            )
        self.stdout.write("All is well.")

    def _mended(self, found: storage.Findings, options: dict[str, Any]) -> storage.Findings:
        source: Path = options["source"]
        count = backups.mend(source, [*found.missing, *found.damaged])
        self.stdout.write(f"{count} files taken from {source}.")
        return storage.inspect(deep=options["deep"])
