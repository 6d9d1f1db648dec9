"""Which model answers the clicks in a dataset."""

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


def check(name: object) -> None:
    """Raises Refused `invalid_settings` unless this is the name of a model, or nothing."""
    if not isinstance(name, str):
        raise Refused("invalid_settings", f"`{SETTING}` is the name of a model.", field=SETTING)
    if name:
        try:
            registry.entry(name)
        except ml.ModelError as error:
            raise Refused("invalid_settings", error.message, field=SETTING) from None
