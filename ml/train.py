"""`python -m ml.train --config base --data DIR`: trains CDNet, and goes on from the last checkpoint
of the same run.
"""

import argparse
import os
import signal
import sys
from pathlib import Path

import torch
from torch.multiprocessing.spawn import start_processes

from .training import config
from .training.loop import Run, train

# glibc hands large blocks back to the system at every free, and each step would touch fresh pages
# again: a tenth of the time. Read by the processes that are started below.
KEEP_MEMORY = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": "8000000000",
    "MALLOC_TOP_PAD_": "268435456",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ml.train", description=__doc__)
    parser.add_argument("--config", default="base", help="settings in ml/configs (default: base)")
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        help="folder with train-*.tar and backgrounds.tar, or an export of Koutu with cut-outs",
    )
    parser.add_argument("--out", type=Path, help="folder of the run (default: runs/<config>)")
    parser.add_argument("--trunk", type=Path, help="npz of a pretrained MobileNetV2 to start from")
    parser.add_argument("--start", type=Path, help="safetensors of a CDNet to start from")
    parser.add_argument("--teacher", type=Path, help="safetensors of a larger CDNet to learn from")
    parser.add_argument(
        "--teacher-config", default="base", help="the teacher's settings (default: base)"
    )
    parser.add_argument(
        "--minutes", type=float, help="length of the run (default: as in the settings)"
    )
    parser.add_argument(
        "--processor",
        action="store_true",
        help="the minutes are of computing, for a machine that does other work too (CPU only)",
    )
    parser.add_argument("--processes", type=int, help="default: 2 on a CPU, 1 on a GPU")
    options = parser.parse_args()
    if options.processor and torch.cuda.is_available():
        parser.error("--processor counts what the CPU does, and this machine trains on its GPU")
    settings = config.load(options.config, options.minutes)
    out = options.out or Path("runs") / settings.name
    out.mkdir(parents=True, exist_ok=True)
    (out / "rendezvous").unlink(missing_ok=True)
    processes = options.processes or (1 if torch.cuda.is_available() else 2)
    run = Run(
        settings, options.data, out, options.trunk, options.start, processes,
        options.teacher, options.teacher_config, options.processor,
    )  # fmt: skip
    if processes == 1:
        train(0, run)
    else:
        os.environ.update(KEEP_MEMORY)
        # Daemons end with this process, also when it is told to stop: two runs in one folder would
        # overwrite each other's checkpoints.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        start_processes(train, args=(run,), nprocs=processes, daemon=True)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
