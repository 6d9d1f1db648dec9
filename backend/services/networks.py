"""Which model answers the clicks in a dataset."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from django.conf import settings

import ml
from backend.errors import Refused
from backend.models import Dataset
from ml.inference import choice, registry

SETTING: Final = "model"


def of(dataset: Dataset) -> str:
    """The name of the dataset's model; the best there is where nobody has chosen one."""
    return str(dataset.settings.get(SETTING) or registry.default())


@cache
def chosen() -> str:
    """The name for a new dataset: `KOUTU_MODEL`, else what this machine is fast enough for.

    A dataset keeps its model: what a click does is not to depend on the machine that happens to
    answer it.
    """
    return str(settings.KOUTU_MODEL or choice.best())


@dataclass(frozen=True)
class Offer:
    """A model to choose: its name, the input side in pixels that it was trained at and those that it can
    be served at; whether it answers where a dataset names none; the side at which it is what a new
    dataset gets, or None.
    """

    name: str
    size: int
    sizes: tuple[int, ...]
    default: bool
    automatic: int | None


def offered() -> list[Offer]:
    """The models there are, the best first."""
    found = []
    new = registry.entry(chosen())
    for name in registry.names():
        size = registry.entry(name).size
        automatic = new.size if new.name.partition("@")[0] == name else None
        sizes = tuple(sorted({*registry.SIZES, size}))
        found.append(Offer(name, size, sizes, name == registry.default(), automatic))
    return found


def check(name: object) -> None:
    """Raises Refused `invalid_settings` unless this is the name of a model, or nothing."""
    if not isinstance(name, str):
        raise Refused("invalid_settings", f"`{SETTING}` is the name of a model.", field=SETTING)
    if name:
        try:
            registry.entry(name)
        except ml.ModelError as error:
            raise Refused("invalid_settings", error.message, field=SETTING) from None
