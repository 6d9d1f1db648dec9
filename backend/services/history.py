"""What of a mask's revisions is in force: undo and redo are revisions themselves.

A revision that is undone is no longer in force; the next edit forgets what could be redone. An import
is the ground that undo stops at.
"""

from collections.abc import Iterable
from typing import Final

from backend.models import MaskRevision

GROUND: Final = "import"


class History:
    """The revisions of one mask, oldest first: `done` is in force, `undone` can be redone."""

    def __init__(self, steps: Iterable[MaskRevision] = ()) -> None:
        self.done: list[MaskRevision] = []
        self.undone: list[MaskRevision] = []
        for step in steps:
            self.add(step)

    def add(self, step: MaskRevision) -> None:
        """Take the next revision in."""
        if step.kind == "undo":
            self.undone.append(self.done.pop())
        elif step.kind == "redo":
            self.done.append(self.undone.pop())
        else:
            self.done.append(step)
            self.undone.clear()

    @property
    def undoable(self) -> MaskRevision | None:
        """The revision that an undo takes back, or None."""
        return self.done[-1] if self.done and self.done[-1].kind != GROUND else None

    @property
    def redoable(self) -> MaskRevision | None:
        """The revision that a redo brings back, or None."""
        return self.undone[-1] if self.undone else None
