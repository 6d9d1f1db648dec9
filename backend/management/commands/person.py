"""manage.py person"""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.errors import Refused
from backend.models import User
from backend.services import users

NAMED = ["add", "password", "close", "open", "delete"]


class Command(BaseCommand):
    """Accounts from the command line, with the same rules as from the pages."""

    help = "List, add, close, open and delete accounts; set a password (asked for, or on stdin)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        commands = parser.add_subparsers(dest="what", required=True)
        commands.add_parser("list", help="all accounts")
        for what in NAMED:
            command = commands.add_parser(what)
            command.add_argument("username")
            if what == "add":
                command.add_argument("--admin", action="store_true", help="administers the server")
                command.add_argument("--first-name", default="")
                command.add_argument("--last-name", default="")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it, and say it."""
        what, name = options["what"], options.get("username", "")
        try:
            if what == "list":
                self._list()
            elif what == "add":
                users.create(
                    None, name, _password(), is_admin=options["admin"],
                    first_name=options["first_name"], last_name=options["last_name"],
                )  # fmt: skip
            elif what == "delete":
                users.remove(None, _user(name))
            elif what == "password":
                users.change(None, _user(name), {"password": _password()})
            else:
                users.change(None, _user(name), {"is_active": what == "open"})
        except Refused as refused:
            raise CommandError(refused.detail) from None
        if name:
            self.stdout.write(f"{name}: done.")

    def _list(self) -> None:
        for user in users.everybody().order_by("username"):
            marks = [word for word, on in (
                ("administrator", user.is_superuser), ("closed", not user.is_active),
            ) if on]  # fmt: skip
            self.stdout.write("\t".join([user.username, user.name, ", ".join(marks)]).rstrip())


def _user(name: str) -> User:
    user = users.everybody().filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no account {name!r}.")
    return user


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise CommandError("These are two different passwords.")
    return first
