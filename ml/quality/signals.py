"""The signals that a score is made of, as named numbers."""

import numpy as np

from . import appearance
from .agreement import agreement, probability, readings, shape
from .views import Evidence, consensus, sides

BAND = 0.02  # of the image's diagonal: the width of the band of Boundary IoU


def band_width(evidence: Evidence) -> float:
    """The width of Boundary IoU's band, in pixels of the crop."""
    return max(1.0, BAND * float(np.hypot(*evidence.shape)) * evidence.scale)


def signals(evidence: Evidence) -> dict[str, float]:
    """All signals of a mask. Their names and order are those that the model was fitted with."""
    mask, image = evidence.mask, evidence.image
    of = shape(mask, band_width(evidence))
    out = {
        "band": of.band,
        "share": evidence.share,
        "border": appearance.border(mask, sides(evidence)),
    }
    parts = {name: agreement(of, probability(a.mask)) for name, a in evidence.answers.items()}
    for name, answer in evidence.answers.items():
        parts[name]["guess"] = answer.score
    parts["all"] = agreement(of, consensus(evidence))
    parts["one"]["best"], parts["one"]["spread"] = readings(mask, evidence.answers["one"])
    parts["edges"] = appearance.edges(image, mask, of.depth, of.beyond)
    parts["contrast"] = appearance.contrast(image, mask, of.depth, of.beyond)
    parts["form"] = appearance.form(mask)
    for part, found in parts.items():
        out |= {f"{part}.{key}": value for key, value in found.items()}
    return out
