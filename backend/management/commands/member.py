"""manage.py member"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.errors import Refused
from backend.management.progress import dataset_named
from backend.models import Dataset, Role
from backend.services import datasets, users


class Command(BaseCommand):
    """The people of a dataset from the command line."""

    help = "List the members of a dataset, give somebody a role in it, or end a membership."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("dataset", help="its name")
        commands = parser.add_subparsers(dest="what", required=True)
        commands.add_parser("list")
        give = commands.add_parser("set", help="add a person, or change their role")
        give.add_argument("username")
        give.add_argument("role", choices=Role.values)
        commands.add_parser("remove").add_argument("username")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it, and say it."""
        dataset = dataset_named(options["dataset"])
        if dataset is None:
            raise CommandError(f"There is no dataset {options['dataset']!r}.")
        try:
            if options["what"] == "list":
                for row in dataset.memberships.select_related("user").order_by("user__username"):
                    self.stdout.write(f"{row.user.username}\t{row.role}")
                return
            _set(dataset, options["username"], options.get("role"))
        except Refused as refused:
            raise CommandError(refused.detail) from None
        self.stdout.write(f"{options['username']}: {options.get('role', 'no member')}.")


def _set(dataset: Dataset, username: str, role: str | None) -> None:
    user = users.everybody().filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no account {username!r}.")
    member = dataset.memberships.filter(user=user).first()
    if member is None and role is None:
        raise CommandError(f"{username} is no member of {dataset.name!r}.")
    if member is None:
        datasets.add_member(dataset, None, user, str(role))
    elif role is None:
        datasets.remove_member(member, None)
    else:
        datasets.change_member(member, None, role)
