"""From a gesture to the changed mask: each kind of interaction, one function."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

import ml
import ml.codecs
from annotator import guards, handwork, replay, steps
from annotator.gestures import (
    Box,
    Brush,
    ByHand,
    Choose,
    Cleanup,
    Click,
    Mode,
    Polygon,
    Redo,
    Scribble,
    Superpixel,
    Unclick,
    Undo,
    Wand,
)
from annotator.requests import Interaction
from annotator.sessions import Open
from backend import blobs
from backend.errors import Refused
from backend.models import Mask, MaskRevision, Operation
from backend.services import operations, states
from backend.services.revisions import Pixels


@dataclass
class Made:
    """What a gesture makes of a mask, not yet committed. `done`: the steps in force afterwards,
    without this one where it is a step itself.
    """

    pixels: Pixels
    change: ml.Change
    done: list[MaskRevision]
    protects: bool = False
    moves: bool = False
    """The step moves through history and counts also where no pixel differs."""
    operation: dict[str, Any] = field(default_factory=dict)


def make(mask: Mask, entry: Open, asked: Interaction) -> Made:
    """Compute what the interaction asks for. Raises Refused; the mask stays as it is."""
    gesture = asked.gesture
    function: Callable[[Mask, Open, Any], Made] = MAKERS[type(gesture)]
    before = now(entry)
    made = function(mask, entry, gesture)
    made.operation |= asked.body
    after = guards.allowed(mask, entry, gesture, before, made.pixels)
    if after is not made.pixels:
        less = ml.difference(before, after, made.change.bbox)
        made.change = replace(made.change, bbox=less.bbox, mask=less.mask, changed=less.changed)
        made.pixels = after
        entry.session.restore(after, entry.session.clicks, entry.session.protected)
    return made


def _click(mask: Mask, entry: Open, click: Click) -> Made:
    mode = mode_of(mask, entry, click)
    change = entry.session.click(click.x, click.y, click.positive, mode=mode, more=click.more)
    return Made(entry.session.mask, change, list(entry.history.done))


def mode_of(mask: Mask, entry: Open, click: Click) -> Mode:
    """How the click treats what is there: as it asks, else by whether there is work to protect."""
    if click.mode != "auto":
        return click.mode
    return "progressive" if _guarded(mask, entry.history.done) else "whole"


def _box(mask: Mask, entry: Open, box: Box) -> Made:
    done = entry.history.done
    entry.session.protected = _guarded(mask, done)
    change = entry.session.box(*box.corner, *box.size)
    return Made(entry.session.mask, change, list(done))


def _scribble(mask: Mask, entry: Open, scribble: Scribble) -> Made:
    change = entry.session.scribble(
        scribble.points, scribble.radius, scribble.positive, zoom=scribble.zoom
    )
    return Made(entry.session.mask, change, list(entry.history.done), protects=True)


def _guarded(mask: Mask, done: list[MaskRevision]) -> bool:
    """Whether there is work that a prediction could spoil."""
    return steps.protected(done) or (mask.version > 0 and states.was_submitted(mask.image))


def _unclick(mask: Mask, entry: Open, unclick: Unclick) -> Made:
    done = list(entry.history.done)
    target = next(
        (s for s in steps.in_force(done) if s.kind == "click" and s.op_id == unclick.target), None
    )
    if target is None:
        raise Refused("no_such_click", "There is no click in force with this op_id.", status=409)
    before = now(entry)
    after = replay.without(mask, entry.session, done, target)
    return Made(after, ml.difference(before, after), done, moves=True)


def _by_hand(mask: Mask, entry: Open, gesture: ByHand) -> Made:
    before = now(entry)
    change = handwork.work(mask.image, before, gesture)
    after = ml.apply(before, change)
    return Made(after, change, list(entry.history.done), protects=True)


def _choose(mask: Mask, entry: Open, choose: Choose) -> Made:
    done = list(entry.history.done)
    click = next((step for step in reversed(done) if step.kind != "choose"), None)
    kept = (
        Operation.objects.filter(mask=mask, op_id=click.op_id).exclude(alternatives="").first()
        if click is not None and click.kind == "click"
        else None
    )
    offers = operations.rebuild(kept).body["alternatives"] if kept is not None else []
    if click is None or choose.alternative >= len(offers):
        raise Refused("no_such_alternative", "The last click offered no such reading.", status=409)
    offer = offers[choose.alternative]
    x, y, width, height = offer["bbox"]
    after = ml.codecs.decode_mask(blobs.read(click.blob, "png")).copy()
    after[y : y + height, x : x + width] = operations.unpack(offer)
    return Made(after, ml.difference(now(entry), after), done, moves=True)


def _undo(mask: Mask, entry: Open, undo: Undo) -> Made:
    if entry.history.undoable is None:
        raise Refused("nothing_to_undo", "There is nothing to undo.", status=409)
    return _back_to(mask, entry, list(entry.history.done[:-1]))


def _redo(mask: Mask, entry: Open, redo: Redo) -> Made:
    step = entry.history.redoable
    if step is None:
        raise Refused("nothing_to_redo", "There is nothing to redo.", status=409)
    return _back_to(mask, entry, [*entry.history.done, step])


def _back_to(mask: Mask, entry: Open, done: list[MaskRevision]) -> Made:
    after = replay.content(mask, done)
    return Made(after, ml.difference(now(entry), after), done, moves=True)


def now(entry: Open) -> Pixels:
    """The mask as the session has it."""
    return entry.session.mask


MAKERS: Final[dict[type, Callable[[Mask, Open, Any], Made]]] = {
    Click: _click,
    Unclick: _unclick,
    Box: _box,
    Scribble: _scribble,
    Brush: _by_hand,
    Polygon: _by_hand,
    Wand: _by_hand,
    Superpixel: _by_hand,
    Cleanup: _by_hand,
    Choose: _choose,
    Undo: _undo,
    Redo: _redo,
}
