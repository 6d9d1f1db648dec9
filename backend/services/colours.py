"""Colours that were chosen for labels; the editor picks one against the picture for the others."""

import re
from collections.abc import Mapping
from typing import Final

from backend.errors import Refused

HEX: Final = re.compile(r"#[0-9a-f]{6}")


def check(colours: Mapping[str, object], labels: list[str]) -> None:
    """Pass if these are colours of these labels. Raises Refused `invalid_colours`."""
    for label, colour in colours.items():
        if label not in labels:
            raise Refused(
                "invalid_colours", f"There is no label {label[:100]!r}.", field=label[:100]
            )
        if not isinstance(colour, str) or not HEX.fullmatch(colour):
            raise Refused(
                "invalid_colours", f"The colour of {label!r} is not like #2f7ef6.", field=label
            )
