"""How the server is: queues, jobs, disk, the model in use."""

import os
from typing import Any, Final, cast

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count

from backend import __version__, broker
from backend.errors import BROKER_AWAY
from backend.models import Job, MaskRevision
from backend.models.jobs import JobState
from backend.services import health, storage
from ml.inference import registry

DISK_FOR: Final = 120


def overview() -> dict[str, Any]:
    """Everything that an administrator's page shows."""
    return {
        "version": __version__,
        "mode": "embedded" if settings.KOUTU_EMBEDDED else "cluster",
        "database": settings.DATABASES["default"]["ENGINE"].rpartition(".")[2],
        "checks": health.report(),
        "queues": [{"name": name, "waiting": count} for name, count in queues().items()],
        "jobs": jobs_by_state(),
        "disk": disk(),
        "model": model(),
    }


def queues() -> dict[str, int | None]:
    """How many tasks wait in each queue; None when the broker does not say."""
    try:
        return dict(broker.waiting(settings.KOUTU_QUEUES))
    except BROKER_AWAY:
        return dict.fromkeys(settings.KOUTU_QUEUES)


def jobs_by_state() -> dict[str, int]:
    """How many jobs are in each state."""
    counts = dict(Job.objects.values_list("state").annotate(Count("id")))
    return {str(state): int(counts.get(state, 0)) for state in JobState}


def disk() -> dict[str, int]:
    """Bytes by what they are for, and what is free; counted anew every two minutes."""
    known = cache.get("disk")
    if known is None:
        known = storage.usage()
        cache.set("disk", known, DISK_FOR)
    return cast("dict[str, int]", known)


def model() -> dict[str, Any]:
    """The model that new clicks get, its checksum, and where it computes; `last` = what answered last."""
    name = registry.default()
    used = MaskRevision.objects.exclude(model="").order_by("-id").values_list("model", flat=True)
    return {
        "name": name,
        "sha256": registry.entry(name).files["onnx"].sha256,
        "device": os.environ.get("KOUTU_DEVICE") or "cpu",
        "last": used.first() or "",
    }
