"""A training run's settings, read from `ml/configs/<name>.toml`."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "configs"


@dataclass(frozen=True)
class Config:
    """`network`: arguments of CDNet. `minutes`: length of the one cosine cycle. `sizes`: (share of
    time, side) steps. `diverse`: train the latent heads (Diversified Training).
    """

    name: str
    network: dict[str, Any] = field(default_factory=dict)
    minutes: float = 60.0
    batch: int = 16
    trunk_rate: float = 6e-4
    rate: float = 2e-3
    decay: float = 1e-2
    average: float = 0.998
    sizes: tuple[tuple[float, int], ...] = ((1.0, 256),)
    seed: int = 1
    diverse: bool = True

    def size(self, share: float) -> int:
        """Side of the training pictures when `share` (0..1) of the time is spent."""
        return next((side for end, side in self.sizes if share < end), self.sizes[-1][1])


def load(name: str, minutes: float | None = None) -> Config:
    """The settings called `name`; raises FileNotFoundError for an unknown name, TypeError for an
    unknown setting.
    """
    with (FOLDER / f"{name}.toml").open("rb") as file:
        raw = tomllib.load(file)
    settings = dict(raw["training"])
    settings["sizes"] = tuple((float(end), int(side)) for end, side in settings["sizes"])
    if minutes is not None:
        settings["minutes"] = minutes
    return Config(name=name, network=raw.get("network", {}), **settings)
