"""manage.py score_dataset NAME"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.management.progress import administrator, dataset_named, follow
from reviewer import bulk


class Command(BaseCommand):
    """Score the masks of a dataset that have no score; exit code 0 when it was done."""

    help = "Score the masks of a dataset; after a new model, with --outdated, all of them again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("name", help="the dataset's name")
        parser.add_argument(
            "--outdated", action="store_true", help="also those that another model scored"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Run the job in this process."""
        dataset = dataset_named(options["name"])
        if dataset is None:
            raise CommandError(f"There is no dataset {options['name']!r}.")
        job = bulk.start(dataset, administrator(), outdated=options["outdated"])
        if job is None:
            self.stdout.write("Nothing to score.")
            return
        job = follow(job, self.stdout)
        self.stdout.write(f"{job.report['scored']} scored, {job.report['unscorable']} unscorable.")
