"""What the environment says, read once.

KOUTU_DATA_DIR       folder of the database, pictures and masks (default: `data` beside manage.py)
KOUTU_DATABASE_URL   postgresql://user:password@host:port/name; nothing = SQLite in the data folder
KOUTU_REDIS_URL      redis://host:port/number; nothing = broker and channels inside the process
KOUTU_HOSTS          comma-separated names that the server answers to (default: every name, see security)
KOUTU_HTTPS          1 when browsers reach the server through HTTPS
KOUTU_PROXIED        1 when a reverse proxy of ours sets X-Forwarded-For and X-Forwarded-Proto
KOUTU_IMPORT_ROOTS   colon-separated folders below which `{"path": ...}` imports may read
KOUTU_TIMINGS        1 adds `timings` (milliseconds by part) to the answers of interactions
KOUTU_DEBUG          1 for development
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("KOUTU_DATA_DIR") or ROOT / "data").resolve()
DATABASE_URL = os.environ.get("KOUTU_DATABASE_URL", "")
REDIS_URL = os.environ.get("KOUTU_REDIS_URL", "")
EMBEDDED_BROKER = not REDIS_URL
HOSTS = [host.strip() for host in os.environ.get("KOUTU_HOSTS", "").split(",") if host.strip()]
IMPORT_ROOTS = [
    Path(folder).resolve()
    for folder in os.environ.get("KOUTU_IMPORT_ROOTS", "").split(":")
    if folder
]


def flag(name: str) -> bool:
    """Whether the variable is set to something that means yes."""
    return os.environ.get(name, "").lower() in ("1", "true", "yes", "on")


DATA_DIR.mkdir(parents=True, exist_ok=True)
