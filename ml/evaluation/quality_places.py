"""Whether reasons name the fault that was made, and point at it."""

from typing import Any

from ..quality.reasons import Reason
from ..quality.table import Row
from ..types import Box

# What each made fault has to be called.
WANTED = {
    "leak": "leak",
    "missing": "missing",
    "hole": "hole",
    "fragments": "fragments",
    "ragged": "ragged",
    "edge": "edge",
}
NOTICEABLE = 0.95  # IoU: faults that leave more than this are not looked for


def meets(a: Box, b: Box) -> bool:
    """Whether two boxes share at least half of the smaller one."""
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    smaller = min(a[2] * a[3], b[2] * b[3])
    return w > 0 and h > 0 and w * h >= 0.5 * smaller


def places(rows: list[Row]) -> dict[str, Any]:
    """By kind of fault, over noticeable ones: `n`, `named`: share with its name among the reasons,
    `first`: with its name as the heaviest, `placed`: with a box of that name on the fault; and `false`:
    how many reasons a true mask is given on average.
    """
    out: dict[str, Any] = {}
    made = [row for row in rows if row.graded.iou < NOTICEABLE]
    for kind, name in WANTED.items():
        these = [row for row in made if row.graded.kind == kind]
        if these:
            out[kind] = _shares(these, name)
    everything = [row for row in made if row.graded.kind in WANTED]
    if everything:
        total = [_hits(row, WANTED[row.graded.kind]) for row in everything]
        out["all"] = {"n": len(total)} | {
            key: round(sum(hit[key] for hit in total) / len(total), 3) for key in total[0]
        }
    true = [row for row in rows if row.graded.kind == "truth"]
    if true:
        false = [sum(reason.name != "cut" for reason in row.reasons) for row in true]
        out["truth"] = {"n": len(true), "false": round(sum(false) / len(false), 3)}
    return out


def _shares(rows: list[Row], name: str) -> dict[str, Any]:
    hits = [_hits(row, name) for row in rows]
    return {"n": len(rows)} | {
        key: round(sum(hit[key] for hit in hits) / len(hits), 3) for key in hits[0]
    }


def _hits(row: Row, name: str) -> dict[str, bool]:
    about: list[Reason] = [reason for reason in row.reasons if reason.name == name]
    faults = [reason for reason in row.reasons if reason.name != "cut"]
    return {
        "named": bool(about),
        "first": bool(faults) and faults[0].name == name,
        "placed": any(meets(reason.box, row.graded.place) for reason in about),
    }
