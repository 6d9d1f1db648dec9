"""The file `.env`: settings written down instead of set in the environment, which goes before it.

Standard library only: the launcher reads it before any package is installed.
"""

from pathlib import Path


class Malformed(ValueError):
    """A line that is not NAME=VALUE."""


def read(file: Path) -> dict[str, str]:
    """The file's NAME=VALUE lines; {} when there is none. `#` begins a comment line, quotes are taken off.

    Raises Malformed with the line's number.
    """
    if not file.is_file():
        return {}
    found = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip().removeprefix("export ")
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise Malformed(f"{file}, line {number}: write NAME=VALUE.")
        found[name.strip()] = _unquoted(value.strip())
    return found


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value
