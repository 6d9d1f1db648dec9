"""manage.py export_dataset NAME OUT.zip"""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend import exports
from backend.management.progress import administrator, dataset_named, follow
from backend.services import jobs


class Command(BaseCommand):
    """Export a dataset as a zip; exit code 0 when the zip is complete."""

    help = "Export masks, cut-outs and more of a dataset as a zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("name", help="the dataset's name")
        parser.add_argument("out", type=Path, help="the zip to write")
        parser.add_argument(
            "--format",
            default="png,cutout,manifest",
            help="comma-separated: png,cutout,white,manifest",
        )
        parser.add_argument(
            "--state", default="", help="comma-separated states; default: all with a mask"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Run the export in this process."""
        dataset = dataset_named(options["name"])
        if dataset is None:
            raise CommandError(f"There is no dataset {options['name']!r}.")
        out: Path = options["out"].expanduser().absolute()
        if not out.parent.is_dir():
            raise CommandError(f"The folder {out.parent} does not exist.")
        params = {
            "format": options["format"].split(","),
            "filter": {"state": options["state"]} if options["state"] else {},
        }
        job = jobs.create("export", user=administrator(), dataset=dataset, params=params)
        job = follow(job, self.stdout)
        part = out.with_name(f"{out.name}.part")
        shutil.move(exports.path(job.id), part)
        part.replace(out)
        report = job.report
        for row in report["rows"]:
            self.stdout.write(f"{row['status']}: {row['file']}: {row['message']}")
        self.stdout.write(f"{report['images']} images, {report['files']} files in {out}.")
