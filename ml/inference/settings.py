"""How a session looks at an image."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """`size`: side of the network's input, a multiple of 32. `flip`: average with the mirror image:
    twice the time for no gain that could be measured (docs/model.md).

    `focus`: look again at the changed region, at `close` pixels a side; more give nothing that could be
    measured. `again`: after a first click look again at the crop of the answer. `diffusion`:
    iterations of the Pixel Diffusion Module after the last look, 0 for none.
    """

    size: int = 256
    flip: bool = False
    focus: bool = True
    close: int = 192
    again: bool = True
    diffusion: int = 0

    @classmethod
    def at(cls, size: int) -> "Settings":
        """The settings at this side of the input; a close look is never the larger one."""
        return cls(size=size, close=min(cls.close, size))
