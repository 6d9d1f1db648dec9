"""What may be asked of a mask: each kind of interaction, checked strictly.

Bodies come from outside. What is not exactly of a known shape is refused before anything is computed:
`unknown_kind`, `invalid_interaction` (with `field`), `op_id_malformed`.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import ml
from annotator import fields
from annotator.fields import Body
from annotator.gestures import (
    Box,
    Brush,
    Choose,
    Cleanup,
    Click,
    Gesture,
    Polygon,
    Redo,
    Scribble,
    Superpixel,
    Unclick,
    Undo,
    Wand,
)
from backend import superpixels
from backend.errors import Refused
from backend.services import operations
from ml.tools.cleanup import ACTIONS, LARGEST_AMOUNT, LARGEST_AREA
from ml.tools.superpixel import MOST_IDS
from ml.tools.wand import LARGEST_TOLERANCE

MOST_TOGETHER: Final = 100
MOST_CELLS: Final = 10_000
LARGEST_RADIUS: Final = 4096.0
LARGEST_ZOOM: Final = 10_000.0
COMMON: Final = {"op_id", "base", "kind", "mask", "type"}


@dataclass(frozen=True)
class Interaction:
    """One operation on one mask. `body` is what is kept of it with the revision."""

    op_id: uuid.UUID
    base: int
    kind: str
    gesture: Gesture
    body: dict[str, Any]
    digest: str


def parse(body: object) -> Interaction:
    """The interaction that `body` (JSON) asks for. Raises Refused."""
    if not isinstance(body, Mapping):
        raise Refused("invalid_interaction", "An interaction is a JSON object.", field="")
    op_id = operations.parse_id(body.get("op_id"))
    kind = body.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Refused("unknown_kind", "There is no such kind of interaction.", kinds=sorted(KINDS))
    base = fields.integer(body, "base", 0, 2**31 - 1)
    _, known = KINDS[kind]
    for name in body:
        if name not in COMMON and name not in known:
            raise fields.wrong(str(name)[:50], f"a {kind} has no such field")
    kept = {name: body[name] for name in known if name in body}
    return Interaction(op_id, base, kind, gesture(kind, body), kept, operations.digest(body))


def gesture(kind: str, body: Body) -> Gesture:
    """The gesture that a body of this kind, new or kept with a revision, describes. Raises Refused."""
    read, _ = KINDS[kind]
    return read(body)


def click(body: Body) -> Click:
    """The click of a body, and those that were placed together with it. Raises Refused."""
    more = body.get("more", [])
    if not isinstance(more, list) or len(more) > MOST_TOGETHER:
        raise fields.wrong("more", f"a list of at most {MOST_TOGETHER} clicks")
    for other in more:
        if not isinstance(other, Mapping) or set(other) - {"x", "y", "positive"}:
            raise fields.wrong("more", "each is {x, y, positive}")
    together = tuple(
        ml.Click(fields.number(c, "x"), fields.number(c, "y"), fields.truth(c, "positive"))
        for c in more
    )
    mode = fields.one_of(body, "mode", ("auto", "progressive", "whole"), "auto")
    return Click(
        fields.number(body, "x"), fields.number(body, "y"), fields.truth(body, "positive"),
        mode, together,  # type: ignore[arg-type]
    )  # fmt: skip


def _unclick(body: Body) -> Unclick:
    try:
        return Unclick(operations.parse_id(body.get("target")))
    except Refused:
        raise fields.wrong("target", "the op_id of a click") from None


def _brush(body: Body) -> Brush:
    return Brush(
        fields.points(body), fields.above_zero(body, "radius", LARGEST_RADIUS),
        fields.one_of(body, "shape", ("round", "square"), "round"),  # type: ignore[arg-type]
        fields.truth(body, "positive"),
    )  # fmt: skip


def _polygon(body: Body) -> Polygon:
    return Polygon(fields.points(body, least=3), fields.truth(body, "positive"))


def _wand(body: Body) -> Wand:
    return Wand(
        fields.number(body, "x"), fields.number(body, "y"),
        fields.between(body, "tolerance", 0, LARGEST_TOLERANCE), fields.truth(body, "positive"),
    )  # fmt: skip


def _superpixel(body: Body) -> Superpixel:
    try:
        count = superpixels.count(body.get("cells"))
    except Refused:
        raise fields.wrong("cells", " or ".join(superpixels.WORDS)) from None
    ids = fields.integers(body, "ids", MOST_CELLS, MOST_IDS)
    return Superpixel(count, ids, fields.truth(body, "positive"))


def _cleanup(body: Body) -> Cleanup:
    action = fields.one_of(body, "action", ACTIONS)
    most = LARGEST_AMOUNT.get(action, LARGEST_AREA)
    amount = fields.between(body, "amount", 0, most) if "amount" in body else None
    return Cleanup(action, amount)  # type: ignore[arg-type]


def _box(body: Body) -> Box:
    x, y, width, height = fields.box(body, "box")
    return Box((x, y), (width, height))


def _scribble(body: Body) -> Scribble:
    zoom = fields.above_zero(body, "zoom", LARGEST_ZOOM) if "zoom" in body else 1.0
    return Scribble(
        fields.points(body), fields.above_zero(body, "radius", LARGEST_RADIUS),
        fields.truth(body, "positive"), zoom,
    )  # fmt: skip


def _choose(body: Body) -> Choose:
    return Choose(fields.integer(body, "alternative", 0, 99))


def _undo(body: Body) -> Undo:
    return Undo()


def _redo(body: Body) -> Redo:
    return Redo()


Reader = Callable[[Body], Gesture]
KINDS: Final[dict[str, tuple[Reader, frozenset[str]]]] = {
    "click": (click, frozenset({"x", "y", "positive", "mode", "more"})),
    "unclick": (_unclick, frozenset({"target"})),
    "brush": (_brush, frozenset({"points", "radius", "shape", "positive"})),
    "polygon": (_polygon, frozenset({"points", "positive"})),
    "lasso": (_polygon, frozenset({"points", "positive"})),
    "wand": (_wand, frozenset({"x", "y", "tolerance", "positive"})),
    "superpixel": (_superpixel, frozenset({"cells", "ids", "positive"})),
    "cleanup": (_cleanup, frozenset({"action", "amount"})),
    "box": (_box, frozenset({"box"})),
    "scribble": (_scribble, frozenset({"points", "radius", "positive", "zoom"})),
    "choose": (_choose, frozenset({"alternative"})),
    "undo": (_undo, frozenset()),
    "redo": (_redo, frozenset()),
}
