"""The Django application `backend`."""

from django.apps import AppConfig


class BackendConfig(AppConfig):
    """Data, rights, jobs and the HTTP API."""

    name = "backend"

    def ready(self) -> None:
        from backend import wiring

        wiring.connect()
