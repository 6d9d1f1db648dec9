"""What a run tells while it goes: a progress bar, and averages every hundred steps."""

import json
from pathlib import Path
from typing import Any

from tensorboardX import SummaryWriter
from torch import Tensor
from tqdm import tqdm

EVERY = 100  # steps


class Log:
    """Appends to `log.jsonl` in the run's folder and to TensorBoard's scalars beside it, whose steps
    are samples, so that runs with other batches can be laid over each other.
    """

    def __init__(self, out: Path, samples: int) -> None:
        self.file = (out / "log.jsonl").open("a")
        self.scalars = SummaryWriter(str(out / "tensorboard"))
        self.bar = tqdm(initial=samples, unit="sample", mininterval=10)
        self.sums: dict[str, float] = {}

    def take(
        self,
        parts: dict[str, Tensor],
        norm: float,
        size: int,
        share: float,
        state: dict[str, Any],
        batch: int,
    ) -> None:
        """Notes the losses of one step."""
        for name, value in parts.items():
            self.sums[name] = self.sums.get(name, 0.0) + float(value.detach())
        self.bar.update(batch)
        if state["step"] % EVERY:
            return
        line = {"step": state["step"], "samples": state["samples"], "share": round(share, 4)}
        line |= {"size": size, "norm": round(norm, 3)}
        line |= {name: round(total / EVERY, 4) for name, total in self.sums.items()}
        for name, value in line.items():
            self.scalars.add_scalar(name, value, state["samples"])
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()
        self.bar.set_postfix(miou=line["miou"], size=size)
        self.sums.clear()

    def close(self) -> None:
        """Writes out what is still on its way."""
        self.bar.close()
        self.scalars.close()
        self.file.close()
