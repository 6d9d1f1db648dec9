"""What goes through a running server holds in both modes."""

from tests.modes import server

__all__ = ["server"]
