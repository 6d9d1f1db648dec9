"""manage.py configuration"""

from typing import Any

from django.core.management.base import BaseCommand

from backend.settings.options import document


class Command(BaseCommand):
    """All settings, as docs/configuration.md shows them."""

    help = "Print docs/configuration.md, made from the code."
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **__: Any) -> None:
        """Print it."""
        self.stdout.write(document(), ending="")
