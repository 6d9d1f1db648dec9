"""Which folders of the server an import through the API may read."""

from pathlib import Path

from django.conf import settings

from backend.errors import Refused


def allowed(path: str) -> Path:
    """The folder or zip at `path`, links resolved, which has to lie below an allowed root.

    Raises Refused `path_not_allowed`, also for what does not exist: nobody may feel their way.
    """
    refused = Refused(
        "path_not_allowed", "This path is not below a folder that the server may import from."
    )
    if "\0" in path or not Path(path).is_absolute():
        raise refused
    try:
        resolved = Path(path).resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise refused from error
    if not any(resolved.is_relative_to(root) for root in settings.KOUTU_IMPORT_ROOTS):
        raise refused
    return resolved
