"""The demo dataset: asked for once in the life of a data folder."""

from pathlib import Path

from django.conf import settings

from backend.models import Job, User
from backend.services import jobs


def start_once() -> Job | None:
    """Queue the job that makes the demo dataset, unless it was ever queued; None = it was."""
    if Job.objects.filter(kind="demo").exists() or _marker().exists():
        return None
    admin = User.objects.filter(is_superuser=True, is_active=True).order_by("id").first()
    if admin is None:
        return None
    _marker().touch()
    return jobs.create("demo", user=admin)


def _marker() -> Path:
    """Stays when dataset and job are gone: who removed the demo does not want it back."""
    return Path(settings.KOUTU_DATA_DIR) / ".demo-asked"
