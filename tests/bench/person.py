"""How long a person takes for what the robot does: assumed, from the literature on pointing, not measured.

Pointing follows Fitts' law in the form of ISO 9241-9: PREPARE + log2(distance / width + 1) / RATE, a rate of 4.5 bits
a second being usual for a mouse (Soukoreff and MacKenzie 2004). Drawing along an outline follows the
steering law of Accot and Zhai (1997): STEER for each time that the width of the lane goes into its length,
and never faster than FASTEST. Keys, buttons and the moment in which one looks at what came out and
decides what to do are those of the keystroke-level model (Card, Moran and Newell 1980).
Distances are in CSS pixels of a photo that is fitted into a window of 1440 x 900.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Place = tuple[float, float]

PREPARE = 0.1
RATE = 4.5
STEER = 0.08
FASTEST = 1500.0
PRESS = 0.1
KEY = 0.28
DECIDE = 1.35


@dataclass
class Person:
    """Somebody at work: where the pointer is, what was done, how many seconds it took."""

    at: Place = (720.0, 450.0)
    actions: int = 0
    seconds: float = 0.0

    def decide(self) -> None:
        """Look, and decide on the next correction."""
        self.seconds += DECIDE

    def key(self, times: int = 1) -> None:
        """Press a key, to choose a tool or a size."""
        self.actions += times
        self.seconds += KEY * times

    def click(self, place: Place, width: float) -> None:
        """Go to a place that may be missed by half of `width`, and press."""
        away = math.dist(self.at, place)
        self.seconds += PREPARE + math.log2(away / width + 1) / RATE + PRESS
        self.actions += 1
        self.at = place

    def draw(self, path: Sequence[Place], width: float) -> None:
        """Draw along a path that may be left by half of `width`."""
        self.click(path[0], width)
        length = sum(math.dist(a, b) for a, b in zip(path, path[1:], strict=False))
        self.seconds += max(STEER * length / width, length / FASTEST)
        self.at = path[-1]
