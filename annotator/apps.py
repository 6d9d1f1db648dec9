"""The Django application `annotator`."""

from django.apps import AppConfig


class AnnotatorConfig(AppConfig):
    """The live protocol and the interactions."""

    name = "annotator"

    def ready(self) -> None:
        """Listen to new revisions; a server that answers clicks is ready when its model is."""
        from annotator import events  # noqa: F401
        from backend.services import health

        health.register("model", _model)


def _model() -> None:
    import ml

    ml.load()
