"""Which process runs something, and whether it still lives."""

import os
import socket


def own() -> str:
    """The name of this process: `host:pid`."""
    return f"{socket.gethostname()}:{os.getpid()}"


def lives(runner: str) -> bool:
    """Whether the process that `own` named so is another one of this host that still runs."""
    host, _, pid = runner.rpartition(":")
    if host != socket.gethostname() or not pid.isdecimal() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs, as somebody else
        return True
    return True
