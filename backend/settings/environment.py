"""What the environment and the file `.env` say, read once, checked, and refused when it makes no sense."""

import difflib
import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from backend.launch import dotenv
from backend.settings.options import BY_NAME, FOREIGN

ROOT = Path(__file__).resolve().parents[2]


def value(name: str) -> Any:
    """The setting `name` as what it is meant to be. Raises ImproperlyConfigured."""
    option = BY_NAME[name]
    try:
        return option.read(os.environ.get(name, "") or option.default)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {os.environ.get(name)!r}: {error}.") from None


def _load() -> None:
    """Let the file speak where the environment is silent: the rooms below read the environment too."""
    file = ROOT / os.environ.get("KOUTU_ENV_FILE", BY_NAME["KOUTU_ENV_FILE"].default)
    try:
        written = dotenv.read(file)
    except dotenv.Malformed as error:
        raise ImproperlyConfigured(str(error)) from None
    for name, text in written.items():
        os.environ.setdefault(name, text)


def _refuse_unknown() -> None:
    for name in os.environ:
        if name.startswith("KOUTU_") and name not in BY_NAME and not name.startswith(FOREIGN):
            near = difflib.get_close_matches(name, BY_NAME, 1)
            hint = f" {near[0]} is meant?" if near else ""
            raise ImproperlyConfigured(
                f"There is no setting {name}.{hint} docs/configuration.md has all of them."
            )


_load()
_refuse_unknown()
DATA_DIR = (ROOT / Path(value("KOUTU_DATA_DIR"))).resolve()
DATABASE_URL: str = value("KOUTU_DATABASE_URL")
REDIS_URL: str = value("KOUTU_REDIS_URL")
EMBEDDED_BROKER = not REDIS_URL
HOSTS: list[str] = value("KOUTU_HOSTS")
IMPORT_ROOTS: list[Path] = value("KOUTU_IMPORT_ROOTS")
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(
        f"The data folder {DATA_DIR} cannot be made: {error.strerror}."
    ) from None
