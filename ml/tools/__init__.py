"""Hand tools: pure functions from a mask and a gesture to a change."""

from .brush import brush

__all__ = ["brush"]
