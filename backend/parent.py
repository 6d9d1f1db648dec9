"""The web processes belong to one that started them: when that is killed, they must not keep its port."""

import multiprocessing
import os
import signal
import threading


def follow() -> None:
    """End this process as SIGTERM does when the one that started it has ended; nothing where nobody did."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent", daemon=True).start()
