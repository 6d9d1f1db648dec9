"""The demo dataset: made once, by a job of the first start; whoever removes it is rid of it."""

from pathlib import Path

from django.conf import settings

from backend.models import Dataset, Job, User
from backend.services import datasets, jobs

NAME = "Demo"


def ensure() -> None:
    """Queue the demo on a server that never had one, nor any other dataset."""
    if not Job.objects.filter(kind="demo").exists() and not Dataset.objects.exists():
        admin = User.objects.filter(is_superuser=True).order_by("id").first()
        jobs.create("demo", user=admin)


@jobs.handler("demo")
def run(running: jobs.Running) -> None:
    """Draw the demo's pictures and have them imported; after a crash this begins anew, harmlessly."""
    from fixtures import demo  # drawing needs more than a server has to load at its start

    user = running.job.user
    if user is None:
        raise jobs.JobError("no_user", "The demo needs somebody to belong to.")
    folder = Path(settings.KOUTU_DATA_DIR) / "demo"
    running.total(demo.COUNT)
    demo.make(folder, running.step)
    dataset = Dataset.objects.filter(name=NAME, memberships__user=user).first()
    dataset = dataset or datasets.create(user, NAME, demo.LABELS)
    jobs.create("import", user=user, dataset=dataset, params={"path": str(folder)})
