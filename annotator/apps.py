"""The Django application `annotator`."""

from django.apps import AppConfig


class AnnotatorConfig(AppConfig):
    """The live protocol and the interactions."""

    name = "annotator"
