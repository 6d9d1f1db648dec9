"""The job `demo`: has the product shots of `fixtures/` imported into a dataset of their own."""

from pathlib import Path

from django.conf import settings

from backend.models import Dataset
from backend.services import datasets, jobs

NAME = "Demo"


@jobs.handler("demo")
def run(running: jobs.Running) -> None:
    """Copy the demo's pictures and have them imported; after a crash this begins anew, harmlessly."""
    from fixtures import demo  # loads scikit-image, which a server does not need to start

    user = running.job.user
    if user is None:
        raise jobs.JobError("no_user", "The demo needs somebody to belong to.")
    folder = Path(settings.KOUTU_DATA_DIR) / "demo"
    running.total(demo.COUNT)
    demo.make(folder, running.step)
    dataset = Dataset.objects.filter(name=NAME, memberships__user=user).first()
    if dataset is None:
        dataset = datasets.create(user, NAME, demo.LABELS)
        # The pages offer to remove it without asking twice: it can be made again.
        datasets.change(dataset, user, {"settings": {**dataset.settings, "demo": True}})
    jobs.create("import", user=user, dataset=dataset, params={"path": str(folder)})
