"""Masks, cut-outs and white-background pictures out of a dataset, as one zip."""

from backend.exports import job

__all__ = ["job"]
