"""What of a mask's history the next prediction needs: clicks in force, and whether to protect."""

from collections.abc import Sequence

import ml
from backend.models import MaskRevision

# Steps that came out of clicks and boxes alone: the object may be predicted anew as a whole.
FROM_CLICKS = frozenset({"click", "unclick", "choose", "box"})


def in_force(done: Sequence[MaskRevision]) -> list[MaskRevision]:
    """The steps without the clicks that a later `unclick` took back, and without the unclicks."""
    removed = {step.operation.get("target") for step in done if step.kind == "unclick"}
    return [s for s in done if s.kind != "unclick" and str(s.op_id) not in removed]


def clicks(done: Sequence[MaskRevision]) -> list[ml.Click]:
    """The clicks in force, oldest first."""
    return [click for step in in_force(done) if step.kind == "click" for click in clicks_of(step)]


def clicks_of(step: MaskRevision) -> list[ml.Click]:
    """The clicks that one step was made of."""
    operation = step.operation
    return [
        ml.Click(float(part["x"]), float(part["y"]), part["positive"])
        for part in (operation, *operation.get("more", []))
    ]


def protected(done: Sequence[MaskRevision]) -> bool:
    """Whether the steps left something that a prediction could spoil: a pre-label, a hand edit."""
    return any(step.kind not in FROM_CLICKS for step in in_force(done))
