"""manage.py restore"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from backend import occupied
from backend.services import backups


class Command(BaseCommand):
    """A backup back into place. The server has to be stopped."""

    help = "Restore a folder that `backup` wrote; checks every checksum before it changes anything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--check", action="store_true", help="only check the backup")
        parser.add_argument(
            "--replace", action="store_true", help="even though there is data; it is lost"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Check, then restore."""
        folder: Path = options["folder"]
        try:
            manifest = backups.verify(folder)
        except backups.BackupError as error:
            raise CommandError(str(error)) from None
        count = sum(manifest["rows"].values())
        if options["check"]:
            self.stdout.write(f"{folder} is whole: {count} rows, {len(manifest['blobs'])} files.")
            return
        self._known(manifest)
        if self._in_use() and not options["replace"]:
            raise CommandError("There is data already; --replace puts the backup in its place.")
        try:
            with occupied.alone():
                backups.put_blobs(folder, manifest)
                self._rows(folder, manifest)
        except occupied.Occupied:
            raise CommandError("A server is running on these data; stop it first.") from None
        except (backups.BackupError, DatabaseError, OSError) as error:
            raise CommandError(f"The backup could not be restored: {error}") from None
        self.stdout.write(f"{count} rows and {len(manifest['blobs'])} files are restored.")

    def _rows(self, folder: Path, manifest: dict[str, Any]) -> None:
        """Into the tables as they were then; the migrations since then come after."""
        _wipe()
        executor = MigrationExecutor(connection)
        then = {tuple(name.split(".", 1)) for name in manifest["migrations"]}
        graph = executor.loader.graph
        # A target that another one stands on would be taken for a way back.
        last = [n for n in then if n in graph.nodes and not any(
            child.key in then and child.key[0] == n[0] for child in graph.node_map[n].children
        )]  # fmt: skip
        state = executor.migrate(last)
        counts = backups.put_rows(folder, state.apps)
        wrong = {n for n, c in manifest["rows"].items() if counts.get(n, 0) != c}
        if wrong:
            raise backups.BackupError(f"Rows are missing in {', '.join(sorted(wrong))}.")
        call_command("migrate", interactive=False, verbosity=0)

    def _known(self, manifest: dict[str, Any]) -> None:
        known = {f"{app}.{name}" for app, name in MigrationExecutor(connection).loader.graph.nodes}
        newer = [name for name in manifest["migrations"] if name not in known]
        if newer:
            raise CommandError(f"The backup is of a newer Koutu: it knows {', '.join(newer)}.")

    def _in_use(self) -> bool:
        tables = connection.introspection.table_names()
        if "backend_dataset" not in tables:
            return False
        with connection.cursor() as cursor:
            for table in ("backend_dataset", "backend_maskrevision"):
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  # our own names
                if cursor.fetchone():
                    return True
        return False


def _wipe() -> None:
    """An empty database."""
    if connection.vendor == "sqlite":
        connection.close()
        name = Path(settings.DATABASES["default"]["NAME"])
        for file in name.parent.glob(f"{name.name}*"):
            file.unlink()
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
