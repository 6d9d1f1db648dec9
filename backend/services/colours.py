"""Colours of labels: chosen ones, and one for each label that has none."""

import re
from collections.abc import Mapping
from typing import Final

from backend.errors import Refused
from backend.models import Dataset

HEX: Final = re.compile(r"#[0-9a-f]{6}")
# Apart from each other also to eyes that see no red or no green, on light and dark.
PALETTE: Final = (
    "#2f7ef6", "#e8710a", "#12a37f", "#c0399f", "#d8a600", "#6f5bd6", "#d33c3c", "#0ba5c9",
    "#7a9a01", "#a0622d", "#e5679a", "#5c7080",
)  # fmt: skip


def of(dataset: Dataset) -> dict[str, str]:
    """A colour, "#rrggbb", for each of the dataset's labels."""
    return {
        label: dataset.colours.get(label, PALETTE[place % len(PALETTE)])
        for place, label in enumerate(dataset.labels)
    }


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
