"""How good a mask is, without ground truth.

quality = ml.quality.score(image, mask)           # (H, W, 3) uint8 RGB, (H, W) bool
quality.score, quality.boundary_score             # predicted IoU and Boundary IoU, 0 to 1
quality.reasons                                   # faults with a number and a box each
"""

from .judge import Judge, Quality, Usual, judge, score
from .reasons import NAMES, Reason

__all__ = ["NAMES", "Judge", "Quality", "Reason", "Usual", "judge", "score"]
