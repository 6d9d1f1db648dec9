"""Masks, cut-outs and white-background pictures out of a dataset, as one zip."""

from backend.exports.job import path

__all__ = ["path"]
