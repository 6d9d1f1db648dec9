"""What lies in folders that others write to and remove from meanwhile."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

State = os.stat_result


def files(folder: Path) -> Iterator[tuple[Path, State]]:
    """Every file below the folder, and its state; what goes while one looks is passed over."""
    for where, _, names in os.walk(folder):
        yield from there(Path(where, name) for name in names)


def there(paths: Iterable[Path]) -> Iterator[tuple[Path, State]]:
    """Those of the paths that are there, and their states."""
    for path in paths:
        try:
            yield path, path.stat()
        except FileNotFoundError:
            continue
