"""Pixel Diffusion Module (CDNet, ICCV 2021, section 3.3): evidence spreads over pixels of similar
colour.

No parameters; runs on the small crop only, after the network.
"""

import numpy as np

from ..types import Floats, Mask, Picture

DILATIONS = (1, 4)
OFFSETS = tuple((dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx)
UNDECIDED = 0.25  # |2p - 1| below which a pixel has no say at the start
IMPULSE = 10.0  # what a click adds to its disk before the spreading
EPSILON = 1e-8


def _neighbours(a: np.ndarray, dilations: tuple[int, ...]) -> list[np.ndarray]:
    """`a` (H, W, ...) seen from each pixel in eight directions at each dilation; edges repeated."""
    reach = max(dilations)
    padded = np.pad(a, [(reach, reach), (reach, reach)] + [(0, 0)] * (a.ndim - 2), mode="edge")
    height, width = a.shape[:2]
    return [
        padded[reach + d * dy : reach + d * dy + height, reach + d * dx : reach + d * dx + width]
        for d in dilations
        for dy, dx in OFFSETS
    ]


def affinity(image: Picture, dilations: tuple[int, ...] = DILATIONS) -> Floats:
    """(8 * len(dilations), H, W) float32, how much each neighbour counts for each pixel; sums to
    one over the neighbours.

    A difference of colour is measured in units of a tenth of the local spread of that channel (H,
    W, 3).
    """
    colours = image.astype(np.float32)
    around = _neighbours(colours, dilations)
    count = len(around) + len(dilations)  # the centre is sampled once per dilation
    total = colours * len(dilations)
    squares = colours**2 * len(dilations)
    for n in around:
        total += n
        squares += n * n
    variance = np.maximum(squares - total**2 / count, 0) / (count - 1)
    unit = 1 / (EPSILON + 0.1 * np.sqrt(variance))
    logits = np.stack([-(np.abs(n - colours) * unit).mean(-1) for n in around])
    logits -= logits.max(0)
    np.exp(logits, out=logits)
    out: Floats = logits / logits.sum(0)
    return out


def diffuse(
    image: Picture, logits: Floats, positive: Mask, negative: Mask, iterations: int = 10
) -> Floats:
    """Logit-like values (H, W), above zero for foreground, after `iterations` of spreading.

    `image` (H, W, 3), `logits` (H, W) of the network, `positive` and `negative` (H, W) disks of the
    clicks. On an image of one colour each step is the plain mean of the neighbours.
    """
    start = np.tanh(logits / 2)  # = 2 sigmoid - 1
    values = np.where(np.abs(start) > UNDECIDED, start, 0).astype(np.float32)
    values += IMPULSE * positive - IMPULSE * negative
    weights = affinity(image)
    for _ in range(iterations):
        spread = np.zeros_like(values)
        for weight, neighbour in zip(weights, _neighbours(values, DILATIONS), strict=True):
            spread += weight * neighbour
        values = spread
    out: Floats = values + start
    return out
