"""Draws the login page's picture: a product shot of our own, its cut-out and the outline in dashes.

Run from the repository root: python frontend/scripts/login_picture.py
Writes src/assets/login-photo.webp, login-cutout.webp and login-outline.svg; the same code draws the same files.
"""

import sys
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from fixtures.scenes import goods, sets  # noqa: E402  # needs the path above
from fixtures.scenes.catalogue import Scene  # noqa: E402
from fixtures.scenes.materials import plain  # noqa: E402
from fixtures.scenes.vessels import BRASS  # noqa: E402

ASSETS = ROOT / "frontend" / "src" / "assets"
WIDTH, HEIGHT = 1080, 1350

SCENE = Scene(
    "login",
    lambda: goods.handbag(goods.leather(plain("#12898f")), BRASS, 14),
    sets.white,
    WIDTH,
    HEIGHT,
    0.6,
    0.64,
    0.16,
)


def outline(mask: np.ndarray) -> str:
    """The edges of `mask` (height, width) bool as an SVG: white dashes over near-black ones."""
    smooth = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 2) > 0.5
    found, _ = cv2.findContours(
        smooth.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE
    )
    lines = []
    for contour in found:
        if len(contour) < 40:
            continue
        points = cv2.approxPolyDP(contour, 0.8, True)[:, 0]
        lines.append("M" + " ".join(f"{x} {y}" for x, y in points) + "Z")
    path = "".join(lines)
    style = 'fill="none" stroke-width="2.6" stroke-linejoin="round"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid slice">'
        f'<path d="{path}" {style} stroke="#0b0b0b"/>'
        f'<path d="{path}" {style} stroke="#ffffff" stroke-dasharray="8 8"/></svg>\n'
    )


def main() -> None:
    """Draw and write the three files."""
    shot = SCENE.shoot(7)
    alpha = (shot.cover * 255).round().astype(np.uint8)
    Image.fromarray(shot.rgb).save(ASSETS / "login-photo.webp", quality=82, method=6)
    cut = Image.fromarray(np.dstack([shot.rgb, alpha]), "RGBA")
    cut.save(ASSETS / "login-cutout.webp", quality=82, method=6)
    (ASSETS / "login-outline.svg").write_text(outline(shot.cover > 0.5))


if __name__ == "__main__":
    main()
