"""The services are those of tests/services."""

from tests.services.conftest import database

__all__ = ["database"]
