"""Pictures and masks from outside into a dataset: read safely, paired by key, reported by row."""

from backend.imports import job

__all__ = ["job"]
