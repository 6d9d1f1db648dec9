"""Figures about the running server, in Prometheus' format, and the log of slow interactions.

In cluster mode every process counts into files below `metrics/` of the data folder (a folder a machine, so that
processes of different containers do not share a name), and whichever web process is asked adds them up.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import REGISTRY, Collector

from backend import context

log = logging.getLogger(__name__)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 1.0, 2.0, 5.0)


INTERACTIONS = Histogram(
    "koutu_interaction_seconds", "Interactions by kind and part of the work", ["kind", "part"],
    buckets=SECONDS,
)  # fmt: skip
OUTCOMES = Counter("koutu_interactions", "Interactions by kind and outcome", ["kind", "outcome"])
REQUESTS = Histogram(
    "koutu_request_seconds", "Requests by route, method and status", ["route", "method", "status"],
    buckets=SECONDS,
)  # fmt: skip


@contextmanager
def interaction(body: object, timings: Mapping[str, float]) -> Iterator[None]:
    """Count the interaction that is done within; `timings` are its parts in ms when it is over. What took
    longer than KOUTU_SLOW_CLICK_MS is written to the log.
    """
    asked: Mapping[str, Any] = body if isinstance(body, Mapping) else {}
    kind, op_id = str(asked.get("kind"))[:20], str(asked.get("op_id"))[:36]
    start, outcome = time.perf_counter(), "done"
    with context.within(operation=op_id):
        try:
            yield
        except Exception as error:
            outcome = str(getattr(error, "code", "internal"))
            if outcome == "unknown_kind":
                kind = "unknown"  # what strangers write is no label
            raise
        finally:
            took = (time.perf_counter() - start) * 1000
            OUTCOMES.labels(kind, outcome).inc()
            if outcome == "done":
                for part, ms in {**timings, "total": took}.items():
                    INTERACTIONS.labels(kind, part).observe(ms / 1000)
            if took > settings.KOUTU_SLOW_CLICK_MS:
                parts = {part: round(ms) for part, ms in timings.items()}
                log.warning(
                    "slow %s: %.0f ms", kind, took, extra={"parts": parts, "outcome": outcome}
                )


def request(route: str, method: str, status: int, seconds: float) -> None:
    """Count an answered request."""
    REQUESTS.labels(route, method, str(status)).observe(seconds)


def text() -> bytes:
    """All figures."""
    registry = CollectorRegistry()
    registry.register(_State())
    if settings.KOUTU_EMBEDDED:
        return generate_latest(registry) + generate_latest(REGISTRY)
    registry.register(_Counted())
    return generate_latest(registry)


class _Counted(Collector):
    """What all processes have counted."""

    def collect(self) -> Iterator[Metric]:
        """The sums."""
        folder = Path(settings.KOUTU_DATA_DIR) / "metrics"
        files = [str(file) for file in folder.glob("*/*.db")]
        yield from multiprocess.MultiProcessCollector.merge(files, accumulate=True)


class _State(Collector):
    """What the database, the queues and the disk say when they are asked."""

    def collect(self) -> Iterator[Metric]:
        """Gauges as of now."""
        from backend.services import system

        yield _gauge("koutu_queue_waiting", "Tasks that wait", "queue", system.queues())
        yield _gauge("koutu_jobs", "Background jobs", "state", system.jobs_by_state())
        yield _gauge("koutu_disk_bytes", "Bytes of the data folder's disk", "what", system.disk())


def _gauge(name: str, meaning: str, label: str, figures: Mapping[str, float | None]) -> Metric:
    family = GaugeMetricFamily(name, meaning, labels=[label])
    for key, value in figures.items():
        if value is not None:
            family.add_metric([key], value)
    return family
