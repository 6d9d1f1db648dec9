"""What a person may upload, and how it comes out: upright, sRGB, or refused with a reason."""

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from ml import pictures

# Red above left, blue below right: every rotation and mirror image looks different.
SCENE = np.full((60, 100, 3), 200, np.uint8)
SCENE[:20, :30] = [255, 0, 0]
SCENE[40:, 70:] = [0, 0, 255]
TURNED_BACK = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(pictures.PictureError) as refused:
        pictures.decode(data)
    assert str(refused.value).endswith(".")
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
def test_the_accepted_formats_are_read(kind: str, tmp_path: Path) -> None:
    data = saved(Image.fromarray(SCENE), kind, quality=100)
    path = tmp_path / "name-without-extension"
    path.write_bytes(data)
    for source in (data, path, io.BytesIO(data)):
        header = pictures.probe(source)
        assert (header.format, header.width, header.height) == (kind, 100, 60)
    assert np.abs(pictures.decode(path).astype(int) - SCENE).mean() < 3


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_turned_photos_come_out_upright_once(kind: str, orientation: int) -> None:
    turn = TURNED_BACK[orientation]
    stored = Image.fromarray(SCENE) if turn is None else Image.fromarray(SCENE).transpose(turn)
    exif = Image.Exif()
    exif[0x112] = orientation
    data = saved(stored, kind, exif=exif, quality=100)
    header, rgb = pictures.probe(data), pictures.decode(data)
    assert (header.width, header.height) == (100, 60)
    assert np.abs(rgb.astype(int) - SCENE).mean() < 6
    _, copy, _ = pictures.working_copy(data)
    assert (copy is None) == (orientation == 1 and kind != "TIFF")
    if copy is not None:
        assert "exif" not in Image.open(io.BytesIO(copy)).info
        assert (pictures.decode(copy) == rgb).all()


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "empty_file"),
        (b"not a picture", "not_a_picture"),
        (b"GIF89a\x01\x00\x01\x00", "format_not_supported"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "format_not_supported"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "format_not_supported"),
        (b"%PDF-1.7", "format_not_supported"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_gif_named_jpg_is_refused_by_its_content(tmp_path: Path) -> None:
    assert refusal(saved(Image.fromarray(SCENE), "GIF")) == "format_not_supported"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
def test_a_truncated_file_is_refused(kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (80, 80, 3), np.uint8)
    data = saved(Image.fromarray(noise), kind)
    assert refusal(data[: len(data) * 2 // 3]) == "picture_broken"


def test_a_bomb_is_refused_by_its_header_alone() -> None:
    for sides in ((12_300, 12_300), (60_000, 60_000)):
        data = bytearray(saved(Image.new("L", (8, 8)), "BMP"))
        data[18:26] = sides[0].to_bytes(4, "little") + sides[1].to_bytes(4, "little")
        with pytest.raises(pictures.PictureError) as refused:
            pictures.probe(bytes(data))
        assert refused.value.code == "picture_too_large"


@pytest.mark.parametrize(
    "kind, code",
    [("PNG", "picture_animated"), ("WEBP", "picture_animated"), ("TIFF", "picture_multipage")],
)
def test_several_frames_are_refused(kind: str, code: str) -> None:
    frames = [Image.new("RGB", (9, 9), c) for c in ("red", "green")]
    assert refusal(saved(frames[0], kind, save_all=True, append_images=frames[1:])) == code


def test_a_camera_jpeg_with_a_preview_is_one_photo() -> None:
    photo, preview = Image.fromarray(SCENE), Image.new("RGB", (10, 6), "green")
    data = saved(photo, "MPO", save_all=True, append_images=[preview], quality=100)
    assert pictures.probe(data).format == "JPEG"
    assert np.abs(pictures.decode(data).astype(int) - SCENE).mean() < 3


def test_transparency_is_kept_aside_and_white_below() -> None:
    alpha = np.zeros((60, 100), np.uint8)
    alpha[:, :50] = 255
    alpha[:, 50:60] = 128
    rgba = np.dstack([SCENE, alpha])
    picture = pictures.read(saved(Image.fromarray(rgba), "PNG"))
    flat = np.asarray(picture.on_white())
    assert picture.header.plain
    assert picture.alpha is not None and (picture.alpha == alpha).all()
    assert (flat[:, :50] == SCENE[:, :50]).all() and (flat[:, 60:] == 255).all()
    assert abs(int(flat[30, 55, 0]) - (200 + 255) // 2) <= 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16", "F"])
def test_every_kind_of_pixels_means_the_same_grey(mode: str) -> None:
    ramp = np.tile(np.linspace(0, 255, 64).astype(np.uint8), (8, 1))
    if mode == "I;16":
        data = saved(Image.fromarray(ramp.astype(np.uint16) * 257), "PNG")
    elif mode == "F":
        data = saved(Image.fromarray(ramp.astype(np.float32) / 255), "TIFF")
    else:
        data = saved(Image.fromarray(ramp).convert(mode), "TIFF" if mode == "PA" else "PNG")
    if mode == "PA":
        data = saved(Image.fromarray(ramp).convert("P"), "PNG", transparency=255)
    rgb = pictures.decode(data).astype(int)
    assert rgb.shape == (8, 64, 3)
    if mode == "1":
        assert set(np.unique(rgb)) == {0, 255}
    else:
        assert np.abs(rgb - ramp[..., None]).max() <= 1


def test_16_bit_colour_is_read() -> None:
    deep = (SCENE[..., ::-1].astype(np.uint16)) * 257
    for kind in (".png", ".tif"):
        data = cv2.imencode(kind, deep)[1].tobytes()
        assert np.abs(pictures.decode(data).astype(int) - SCENE).max() <= 1


def test_an_unusual_range_is_stretched_and_said() -> None:
    values = np.linspace(-3, 9, 64, dtype=np.float32).reshape(8, 8)
    picture = pictures.read(saved(Image.fromarray(values), "TIFF"))
    assert np.asarray(picture.on_white()).min() == 0
    assert "stretched" in picture.notes[0]


def test_cmyk_becomes_srgb() -> None:
    cmyk = Image.fromarray(SCENE).convert("CMYK")
    for kind in ("JPEG", "TIFF"):
        picture = pictures.read(saved(cmyk, kind))
        rgb = np.asarray(picture.on_white()).astype(int)
        assert rgb[5, 5, 0] > 200 and rgb[5, 5, 2] < 60
        assert "CMYK" in picture.notes[0]
        assert not picture.header.plain


def test_a_foreign_profile_is_applied_and_a_named_srgb_is_not() -> None:
    grey = Image.new("RGB", (8, 8), (128, 128, 128))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert pictures.probe(saved(grey, "PNG", icc_profile=srgb)).plain
    picture = pictures.read(saved(Image.fromarray(SCENE), "PNG", icc_profile=_swapped(srgb)))
    rgb = np.asarray(picture.on_white()).astype(int)
    assert not picture.header.plain
    assert rgb[5, 5, 2] > 240 and rgb[5, 5, 0] < 20  # what was stored as red means blue here


def _swapped(srgb: bytes) -> bytes:
    """An RGB profile of another name whose primaries for red and blue changed places."""
    other = srgb.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))
    return other.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")


def test_a_damaged_profile_does_not_cost_the_photo() -> None:
    data = saved(Image.fromarray(SCENE), "PNG", icc_profile=b"nonsense" * 20)
    assert (pictures.decode(data) == SCENE).all()


def test_thumbnails_keep_the_aspect_and_never_enlarge() -> None:
    for side, expected in ((50, (50, 30)), (256, (100, 60)), (1, (1, 1))):
        assert Image.open(io.BytesIO(pictures.thumbnail(SCENE, side))).size == expected


def test_cutout_and_white_follow_the_mask() -> None:
    mask = np.zeros((60, 100), np.bool_)
    mask[:20, :30] = True
    rgba = np.asarray(Image.open(io.BytesIO(pictures.cutout(SCENE, mask))))
    assert (rgba[..., :3] == SCENE).all() and (rgba[..., 3] == mask * 255).all()
    flat = np.asarray(Image.open(io.BytesIO(pictures.white(SCENE, mask)))).astype(int)
    assert flat[10, 10, 0] > 240 and flat[10, 10, 1] < 20 and (flat[40:, 70:] >= 250).all()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_spoiled_bytes_are_read_or_refused_but_never_crash(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "TIFF", "BMP"]))
    spoiled = bytearray(saved(Image.fromarray(SCENE), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    try:
        rgb = pictures.decode(bytes(spoiled))
    except pictures.PictureError as refused:
        assert refused.code
    else:
        assert rgb.ndim == 3 and rgb.shape[2] == 3
