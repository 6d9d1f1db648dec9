"""manage.py import_dataset NAME PATH"""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.management.progress import administrator, dataset_named, follow
from backend.services import datasets, jobs

SHOWN = 20


class Command(BaseCommand):
    """Import pictures and masks from a folder, a zip or a picture; exit code 0 when it was done."""

    help = "Import pictures (and masks) from a folder or a zip; the dataset is made if it is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("name", help="the dataset's name")
        parser.add_argument("path", type=Path, help="a folder, a zip or a picture")
        parser.add_argument("--dry-run", action="store_true", help="only report")
        parser.add_argument(
            "--replace", action="store_true", help="pre-labels replace masks that people worked on"
        )
        parser.add_argument(
            "--strict", action="store_true", help="exit code 3 if a file was refused"
        )
        parser.add_argument("--report", type=Path, help="write every row to this CSV file")

    def handle(self, *_: Any, **options: Any) -> None:
        """Run the import in this process."""
        path: Path = options["path"].expanduser().absolute()
        if not path.exists():
            raise CommandError(f"{path} does not exist.")
        user = administrator()
        known = dataset_named(options["name"])
        dataset = known or datasets.create(user, options["name"])
        params = {
            "path": str(path), "dry_run": options["dry_run"], "replace": options["replace"],
        }  # fmt: skip
        try:
            job = jobs.create("import", user=user, dataset=dataset, params=params)
            job = follow(job, self.stdout)
        finally:
            # What only looked, or brought nothing, leaves no dataset behind.
            if known is None and not dataset.images.exists():
                datasets.remove(dataset, user)
        self._show(job.report)
        if options["report"]:
            _write(options["report"], job.report["rows"])
        if options["strict"] and job.report["error"]:
            raise CommandError("Some files were refused.", returncode=3)

    def _show(self, report: dict[str, Any]) -> None:
        bad = [row for row in report["rows"] if row["status"] in ("warning", "error")]
        for row in bad[:SHOWN]:
            self.stdout.write(f"{row['status']}: {row['file']}: {row['message']} [{row['code']}]")
        if len(bad) > SHOWN:
            self.stdout.write(f"... and {len(bad) - SHOWN} more; --report FILE.csv has them all")
        passed: dict[tuple[str, str], list[str]] = {}
        for row in report["rows"]:
            if row["status"] == "skipped":
                passed.setdefault((row["code"], row["message"]), []).append(row["file"])
        for (code, message), files in passed.items():
            more = f" and {len(files) - 1} more" if len(files) > 1 else ""
            self.stdout.write(f"skipped: {files[0]}{more}: {message} [{code}]")
        if not report["rows"]:
            self.stdout.write("There was no file in it.")
        counts = ", ".join(f"{report[name]} {name}" for name in ("warning", "error", "skipped"))
        done = "would come in" if report["dry_run"] else "came in"
        self.stdout.write(
            f"{report['images']} images and {report['masks']} masks {done}; {counts}."
        )


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "status", "code", "message"])
        for row in rows:
            writer.writerow([harmless(row[name]) for name in ("file", "status", "code", "message")])


def harmless(cell: str) -> str:
    """The cell, such that a spreadsheet does not take it for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
