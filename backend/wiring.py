"""Which packages plug into the backend's registries: importing them registers their handlers."""

from importlib import import_module
from importlib.util import find_spec

PLUGS = ("backend.imports.job", "backend.demo", "backend.exports.job", "backend.upkeep")


def connect() -> None:
    """Import what registers job handlers and health checks."""
    for name in PLUGS:
        if find_spec(name) is not None:
            import_module(name)
