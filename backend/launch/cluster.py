"""Cluster mode on one machine: web processes and workers, watched and started again when they end."""

import os
import tempfile
from pathlib import Path

import packages
import server
from packages import PYTHON
from terminal import ROOT, Stop

NEEDED = {
    "KOUTU_DATABASE_URL": "postgresql://user:password@host:port/name",
    "KOUTU_REDIS_URL": "redis://host:port/number",
}
# The watcher kills what has not ended after 15 s; killed itself, it would leave all of it behind.
END_WITHIN = 40.0
QUEUES = ("score", "io", "batch")
HEAD = """\
[supervisord]
nodaemon=true
logfile=/dev/null
logfile_maxbytes=0
pidfile={folder}/supervisord.pid
directory={root}

; Of several groups the watcher ends one after the other.
[group:koutu]
programs=web,clicks,{queues}

[program:web]
command={python} manage.py serve --host {host} --port {port} --no-demo
{common}
"""
WORKER = """
[program:{name}]
command={python} -m celery -q -A backend worker -Q {queue} -P solo -n {queue}%(process_num)s@%%h {options}
process_name={queue}%(process_num)s
numprocs={count}
{common}
"""
COMMON = """\
autorestart=true
startretries=20
stopsignal=TERM
stopwaitsecs=15
stdout_logfile=/dev/stdout
stdout_logfile_maxbytes=0
redirect_stderr=true"""


def check() -> None:
    """Raises Stop when there is no address of a database or a broker."""
    for name, example in NEEDED.items():
        if not os.environ.get(name):
            raise Stop(f"Cluster mode needs {name}={example}; `make run` needs neither.", 2)


def text(folder: Path, host: str, port: int) -> str:
    """The watcher's configuration: one process for the web (it has as many as KOUTU_WEB_PROCESSES says),
    KOUTU_CLICK_WORKERS for clicks and one each for the other queues.
    """
    clicks = int(os.environ.get("KOUTU_CLICK_WORKERS") or 2)
    shared = {"python": PYTHON, "common": COMMON, "options": "--without-gossip --without-mingle"}
    head = {"folder": folder, "root": ROOT, "host": host, "port": port, "queues": ",".join(QUEUES)}
    parts = [HEAD.format(**head, **shared)]
    parts.append(WORKER.format(name="clicks", queue="clicks", count=clicks, **shared))
    parts += [WORKER.format(name=queue, queue=queue, count=1, **shared) for queue in QUEUES]
    return "".join(parts)


def serve(host: str, port: int) -> int:
    """Run until Ctrl+C or SIGTERM; everything then has 15 s to end."""
    with tempfile.TemporaryDirectory(prefix="koutu-cluster-") as name:
        folder = Path(name)
        file = folder / "supervisord.conf"
        file.write_text(text(folder, host, port))
        return server.follow([packages.BIN / "supervisord", "-c", file], port, END_WITHIN)
