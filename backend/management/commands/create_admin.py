"""manage.py create_admin"""

import os
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.errors import Refused
from backend.models import User
from backend.services import users


class Command(BaseCommand):
    """Make the first administrator; does nothing when there is one."""

    help = "Create the user `admin` with KOUTU_ADMIN_PASSWORD or a random password, printed once."

    def handle(self, *_: Any, **__: Any) -> None:
        """Create the account."""
        if User.objects.filter(is_superuser=True, is_active=True).exists():
            return
        given = os.environ.get("KOUTU_ADMIN_PASSWORD", "")
        password = given or secrets.token_urlsafe(12)
        try:
            users.create(None, "admin", password, is_admin=True, trusted=bool(given))
        except Refused as error:
            raise CommandError(error.detail) from None
        shown = "the one in KOUTU_ADMIN_PASSWORD" if given else password
        self.stdout.write(f"User: admin   Password: {shown}")
