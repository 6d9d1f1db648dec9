"""manage.py prepare: what a start needs before the server runs."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """Migrate, after a backup where there is something to lose, and have an administrator."""

    help = "Bring the database up to date and make the administrator on a first start."

    def handle(self, *_: Any, **__: Any) -> None:
        """Do what is left to do, and say it."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            if executor.loader.applied_migrations and connection.vendor == "sqlite":
                self.stdout.write("Database backed up:")
                call_command("backup", "--database-only", stdout=self.stdout)
            call_command("migrate", interactive=False, verbosity=0)
            self.stdout.write("Database brought up to date.")
        call_command("create_admin", stdout=self.stdout)
