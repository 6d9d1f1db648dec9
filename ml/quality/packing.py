"""Numbers as a file keeps them: few digits, or the bytes of whole arrays in base64."""

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIGITS = 5  # significant ones: more than the signals are good for
HALF, SINGLE, WHOLE = "<f2", "<f4", "<i2"


def short(value: float) -> float:
    """`value` with `DIGITS` significant digits."""
    return float(f"{value:.{DIGITS}g}")


def packed(values: NDArray[Any], kind: str) -> dict[str, Any]:
    """An array as numbers of `kind` (`HALF`, `SINGLE` or `WHOLE`): a fraction of what digits take.

    Raises ValueError where a whole number is too large for that.
    """
    small = np.ascontiguousarray(values, kind)
    if kind == WHOLE and not np.array_equal(small, values):
        raise ValueError("a number is too large for two bytes")
    text = base64.b64encode(small.tobytes()).decode()
    return {"shape": list(small.shape), "kind": kind, "bytes": text}


def unpacked(document: dict[str, Any]) -> NDArray[np.float64]:
    """The array of `packed`, as doubles."""
    small = np.frombuffer(base64.b64decode(document["bytes"]), document["kind"])
    return small.reshape(document["shape"]).astype(np.float64)
