"""How long a connection to PostgreSQL or Redis may be silent before it counts as broken.

A machine that vanishes closes no connection: by themselves, those who wait for it do so for a quarter of an hour.
"""

import socket
from typing import Any, Final

CONNECT, ANSWER, SILENT, ASK, TIMES = 3, 5, 10, 5, 3
_PROBES: Final = {
    "TCP_KEEPIDLE": SILENT,
    "TCP_KEEPINTVL": ASK,
    "TCP_KEEPCNT": TIMES,
    "TCP_USER_TIMEOUT": (SILENT + ASK) * 1000,
}

WITH_POSTGRESQL: Final[dict[str, Any]] = {
    "connect_timeout": CONNECT,
    "keepalives_idle": SILENT,
    "keepalives_interval": ASK,
    "keepalives_count": TIMES,
    "tcp_user_timeout": (SILENT + ASK) * 1000,
}
WITH_REDIS: Final[dict[str, Any]] = {
    "socket_connect_timeout": CONNECT,
    "socket_timeout": ANSWER,
    "socket_keepalive": True,
    # Not every system has all of them.
    "socket_keepalive_options": {
        getattr(socket, name): value for name, value in _PROBES.items() if hasattr(socket, name)
    },
}
