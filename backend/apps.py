"""The Django application `backend`."""

from django.apps import AppConfig


class BackendConfig(AppConfig):
    """Data, rights, jobs and the HTTP API."""

    name = "backend"

    def ready(self) -> None:
        """Let the packages that plug in register themselves."""
        from backend import wiring
        from backend.api import schema  # noqa: F401

        wiring.connect()
