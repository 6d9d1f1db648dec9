"""The Django application `reviewer`."""

from django.apps import AppConfig


class ReviewerConfig(AppConfig):
    """Quality scores, verdicts, queues."""

    name = "reviewer"

    def ready(self) -> None:
        """Listen to new revisions and ended imports, and run jobs that score."""
        from reviewer import bulk, listen  # noqa: F401
