"""A mask file of any common kind as a (height, width) bool array of its picture's size."""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from ml import pictures

Mask = npt.NDArray[np.bool_]

HALF: Final = 127
VOID: Final = 255
# How far the channels of a "grey" picture may lie apart: what JPEG makes of black and white.
GREY_SPREAD: Final = 24
# The EXIF orientations that swap the sides.
TURNS: Final[dict[int, Callable[[Mask], Mask]]] = {
    5: np.transpose,
    6: lambda mask: np.rot90(mask, -1),
    7: lambda mask: np.rot90(mask, 2).T,
    8: lambda mask: np.rot90(mask, 1),
}


class MaskError(ValueError):
    """A mask that cannot be taken as it is; the text says what to change."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_mask(
    data: bytes, width: int, height: int, orientation: int = 1
) -> tuple[Mask, list[tuple[str, str]]]:
    """The mask of a picture of this size, and (code, message) of every doubt.

    Raises MaskError or PictureError. A mask of another size with the same aspect is scaled to its
    nearest pixels; one that lies as the camera stored the picture (`orientation`) is turned.
    """
    doubts: list[tuple[str, str]] = []
    mask = _values(pictures.stored(data), doubts)
    high, wide = mask.shape
    if orientation in TURNS and wide != high and (wide, high) == (height, width):
        mask = TURNS[orientation](mask)
        doubts.append(("mask_turned", "Turned upright like its picture."))
    fitted = _fit(mask, width, height, doubts)
    if not fitted.any():
        doubts.append(("mask_empty", "The mask marks nothing; the picture was taken without it."))
    return fitted, doubts


def _values(image: Image.Image, doubts: list[tuple[str, str]]) -> Mask:
    if image.mode == "1":
        return np.asarray(image, np.bool_)
    if image.mode in ("RGBA", "LA", "PA"):
        alpha = np.asarray(image.convert("RGBA").getchannel("A"))
        if alpha.min() < 255:
            return _above_half(alpha)
        image = image.convert("RGB")  # nothing is transparent: the colours must hold the mask
    if image.mode == "P":
        return _palette(image, doubts)
    if image.mode in pictures.DEEP:
        return _above_half(_eight_bits(np.asarray(image)))
    if image.mode != "L":
        rgb = np.asarray(image.convert("RGB"))
        if int((rgb.max(axis=2) - rgb.min(axis=2)).max()) > GREY_SPREAD:
            raise MaskError("mask_coloured", "A mask is black and white; this picture has colours.")
        image = image.convert("L")
    return _above_half(np.asarray(image))


def _above_half(grey: npt.NDArray[np.uint8]) -> Mask:
    """0/1 valued masks by their ones, all others above 127."""
    top = int(grey.max())
    if 1 < top <= HALF:
        raise MaskError(
            "mask_values", f"Values reach {top}: neither 0 and 1 nor anything above {HALF}."
        )
    return np.asarray(grey > (0 if top <= 1 else HALF))


def _palette(image: Image.Image, doubts: list[tuple[str, str]]) -> Mask:
    """A black and white palette by its greys, any other by its indices as VOC writes them."""
    indices = np.asarray(image)
    used = np.unique(indices)
    palette = np.asarray(image.getpalette("RGB"), np.uint8).reshape(-1, 3)
    colours = palette[used[used < len(palette)]]
    if len(colours) == len(used) and (colours.max(axis=1) == colours.min(axis=1)).all():
        return _above_half(np.asarray(image.convert("L")))
    objects = used[(used > 0) & (used != VOID)]
    if len(objects) > 1:
        doubts.append(("mask_united", f"{len(objects)} regions were united into one object."))
    return np.asarray((indices > 0) & (indices != VOID))


def _eight_bits(values: npt.NDArray[np.generic]) -> npt.NDArray[np.uint8]:
    wide = values.astype(np.float64)
    top = float(wide.max())
    scale = 1.0 if top <= 255 else 255.0 / 65535.0
    return np.clip(wide * scale, 0, 255).astype(np.uint8)


def _fit(mask: Mask, width: int, height: int, doubts: list[tuple[str, str]]) -> Mask:
    high, wide = mask.shape
    if (wide, high) == (width, height):
        return mask
    if abs(high * width / wide - height) <= 1 or abs(wide * height / high - width) <= 1:
        doubts.append(("mask_scaled", f"Scaled from {wide} x {high} to {width} x {height}."))
        scaled = cv2.resize(
            mask.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST_EXACT
        )
        return scaled.astype(np.bool_)
    raise MaskError(
        "mask_size",
        f"The mask is {wide} x {high}, its picture {width} x {height}: another aspect.",
    )
