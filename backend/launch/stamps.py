"""Doing a step only when what it is made from has changed.

A stamp lies inside what the step makes, so that both go together.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(paths: Iterable[Path], *words: str) -> str:
    """A hash of the files' names and contents (folders: everything in them) and of `words`."""
    whole = hashlib.sha256("\0".join(words).encode())
    for path in sorted(file for given in paths for file in _files(given)):
        whole.update(str(path).encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Whether the step that left `stamp` was made from the same."""
    return stamp.is_file() and stamp.read_text() == value


def leave(stamp: Path, value: str) -> None:
    """Say what the step was made from, once it is done."""
    stamp.write_text(value)


def _files(path: Path) -> Iterable[Path]:
    return (file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
