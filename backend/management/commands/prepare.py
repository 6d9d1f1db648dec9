"""manage.py prepare: what a start needs before the server runs."""

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from backend import demo
from backend.errors import Refused
from backend.models import User
from backend.services import users

BACKUPS_KEPT = 5


class Command(BaseCommand):
    """Migrate (after a backup), have an administrator, have the demo waiting. Safe to run again."""

    help = "Bring the database up to date, make the administrator and the demo on a first start."

    def handle(self, *_: Any, **__: Any) -> None:
        """Do what is left to do, and say it."""
        self._migrate()
        try:
            self._administrator(os.environ.get("KOUTU_ADMIN_PASSWORD", ""))
        except Refused as error:
            raise CommandError(f"KOUTU_ADMIN_PASSWORD: {error.detail}") from error
        demo.ensure()

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        if executor.loader.applied_migrations and connection.vendor == "sqlite":
            self.stdout.write(f"Database backed up: {back_up()}")
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write("Database brought up to date.")

    def _administrator(self, password: str) -> None:
        admin = User.objects.filter(username="admin").first()
        if admin is None and not User.objects.filter(is_superuser=True).exists():
            chosen = password or secrets.token_urlsafe(12)
            users.create(None, "admin", chosen, is_admin=True)
            shown = "the password of KOUTU_ADMIN_PASSWORD" if password else f"password {chosen}"
            self.stdout.write(f"\n  Log in as admin, {shown}\n")
        elif admin is not None and password and not admin.check_password(password):
            users.change(admin, admin, {"password": password})
            self.stdout.write("The password of admin is now that of KOUTU_ADMIN_PASSWORD.")


def back_up() -> Path:
    """A copy of the SQLite database as it is; the oldest copies are removed."""
    folder = Path(settings.KOUTU_DATA_DIR) / "backups"
    folder.mkdir(exist_ok=True)
    target = folder / f"koutu-{timezone.now():%Y%m%dT%H%M%S}.sqlite3"
    with (
        closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    for old in sorted(folder.glob("koutu-*.sqlite3"))[:-BACKUPS_KEPT]:
        old.unlink()
    return target
