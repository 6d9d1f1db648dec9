"""Any pixels that Pillow can hold, as 8-bit sRGB with or without alpha."""

import io
from functools import cache
from typing import Any, Final

import numpy as np
from PIL import Image, ImageCms

from ml.pictures.errors import PictureError

DEEP: Final = ("I", "I;16", "I;16B", "I;16L", "I;16N", "F")
SOFT: Final = ("RGBA", "LA", "La", "PA", "RGBa")
WHITE_16: Final = 65535


def is_srgb(image: Image.Image) -> bool:
    """Whether the pixels already mean sRGB: no profile, or one that names itself sRGB."""
    profile = _profile(image)
    if profile is None:
        return image.mode != "CMYK"
    try:
        return "srgb" in ImageCms.getProfileDescription(profile).lower()
    except ImageCms.PyCMSError:
        return False


def to_srgb(image: Image.Image, notes: list[str]) -> Image.Image:
    """The loaded picture in mode RGB or RGBA, itself where it is so already; what had to be
    guessed is added to `notes`.

    Raises PictureError `picture_mode` for a kind of pixels that has no such meaning.
    """
    if image.mode in DEEP:
        return _eight_bits(image, notes).convert("RGB")
    if image.mode in SOFT or "transparency" in image.info:
        alpha = image.convert("RGBA").getchannel("A")
        flat = _managed(image.convert("RGBA").convert("RGB"), image, notes)
        flat.putalpha(alpha)
        return flat
    if image.mode not in ("1", "L", "P", "RGB", "RGBX", "CMYK", "YCbCr", "LAB"):
        raise PictureError("picture_mode", f"Pixels of the kind {image.mode} are not supported.")
    return _managed(image, image, notes)


def _managed(pixels: Image.Image, image: Image.Image, notes: list[str]) -> Image.Image:
    """`pixels` through the profile of `image`, where it has one that differs from sRGB."""
    profile = _profile(image)
    if pixels.mode in ("1", "P", "RGBX", "YCbCr"):
        pixels = pixels.convert("RGB")
    if profile is None and pixels.mode == "LAB":
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    if profile is None or is_srgb(image):
        if pixels.mode == "CMYK":
            notes.append("CMYK without a colour profile: colours are approximate.")
        return pixels if pixels.mode == "RGB" else pixels.convert("RGB")
    try:
        transform = ImageCms.buildTransform(profile, _srgb(), pixels.mode, "RGB")
        return ImageCms.applyTransform(pixels, transform) or pixels.convert("RGB")
    except ImageCms.PyCMSError:
        notes.append("The colour profile does not fit the pixels and was left out.")
        return pixels.convert("RGB")


def _profile(image: Image.Image) -> Any | None:
    data = image.info.get("icc_profile")
    if not data:
        return None
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(data))
    except (OSError, ImageCms.PyCMSError):
        return None


@cache
def _srgb() -> Any:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _eight_bits(image: Image.Image, notes: list[str]) -> Image.Image:
    """16 bits divided by 257; other ranges stretched from their least to their largest value."""
    values = np.asarray(image).astype(np.float32)
    values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if image.mode != "F" and low >= 0 and high <= WHITE_16:
        low, high = 0.0, float(WHITE_16)
    elif image.mode == "F" and low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    else:
        notes.append(f"Values from {low:g} to {high:g} were stretched to 8 bits.")
    scaled = (values - low) * (255.0 / max(high - low, 1e-12))
    return Image.fromarray(np.rint(scaled).clip(0, 255).astype(np.uint8))
