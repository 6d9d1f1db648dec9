"""Another time than the machine's, for processes of our own."""

import time
from pathlib import Path

LOOKS_EVERY = 1
LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


class Clock:
    """What processes with `env` believe: the real time and an offset. Their monotonic clock goes on."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "clock"
        self.set(0)
        self.env = {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": str(LOOKS_EVERY),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Made for an older C library; with this one every wait of one thread for another spins,
            # and a request takes ten times as long.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
            "PYTHONPATH": str(Path(__file__).with_name("clocked")),
        }

    def set(self, seconds: int) -> None:
        """Have it so far from the real time, in every process by the time that this returns."""
        self.file.write_text(f"{seconds:+d}\n")
        # There is nothing to ask: each process looks anew when what it knows is so old.
        time.sleep(LOOKS_EVERY + 0.2)
