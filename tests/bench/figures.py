"""A measured figure, and how figures are shown and kept."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]


class Missing(Exception):
    """What would be measured is not on this machine; the message says what and where."""


@dataclass(frozen=True)
class Figure:
    """One figure. `value` is the median where there are several samples."""

    name: str
    value: float
    unit: str
    p50: float | None = None
    p95: float | None = None
    n: int = 1
    baseline: float | None = None
    ratio: float | None = None
    """How many times the baseline's median is our median."""
    p99: float | None = None


def of(
    name: str, samples: Sequence[float], unit: str = "ms", baseline: float | None = None
) -> Figure:
    """The figure of several samples."""
    p50, p95, p99 = (float(np.percentile(samples, p)) for p in (50, 95, 99))
    ratio = None if baseline is None else baseline / p50
    return Figure(name, p50, unit, p50, p95, len(samples), baseline, ratio, p99)


def machine() -> str:
    """The machine in a line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].split(":", 1)[1].strip() if names else model
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"{model}, {cores} cores, Python {platform.python_version()}{load}"


MACHINE = machine()


def head(area: str) -> None:
    """Print what stands above an area's figures."""
    print(f"\n{area} on {MACHINE}\n")
    print(
        f"{'':38}{'value':>10} {'unit':9}{'p50':>9}{'p95':>9}{'p99':>9}{'n':>6}{'baseline':>11}{'ratio':>8}",
        flush=True,
    )


def show(figure: Figure) -> None:
    """Print a figure's line of the table, to be read while others are still measured."""
    cells = [_cell(v) for v in (figure.p50, figure.p95, figure.p99)]
    extra = [_cell(v) for v in (figure.baseline, figure.ratio)]
    print(
        f"{figure.name:38}{_cell(figure.value):>10} {figure.unit:9}{cells[0]:>9}{cells[1]:>9}"
        f"{cells[2]:>9}{figure.n:>6}{extra[0]:>11}{extra[1]:>8}",
        flush=True,
    )


def write(area: str, figures: Sequence[Figure]) -> Path:
    """Keep the figures as JSON, what does not apply left out."""
    path = ROOT / "build" / "bench" / f"{area}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{k: v for k, v in vars(f).items() if v is not None} for f in figures]
    for row in rows:
        row["machine"] = MACHINE
    path.write_text(json.dumps(rows, indent=2) + "\n")
    return path


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.1f}"
