"""Every setting: its name, what it may be, and what it means. docs/configuration.md is made from this."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

YES: Final = ("1", "true", "yes", "on")
NO: Final = ("", "0", "false", "no", "off")


@dataclass(frozen=True)
class Option:
    """One setting. `read` makes the value out of the text and raises ValueError with a sentence."""

    name: str
    group: str
    default: str
    meaning: str
    read: Callable[[str], Any] = str


def flag(text: str) -> bool:
    """Yes or no."""
    if text.lower() not in (*YES, *NO):
        raise ValueError("write 1 or 0")
    return text.lower() in YES


def number(least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def read(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least:,} to {most:,} is meant")
        return int(text)

    return read


def choice(*words: str) -> Callable[[str], str]:
    """One of these words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"one of {', '.join(words)} is meant")
        return text

    return read


def model(text: str) -> str:
    """Nothing, or the name of a model."""
    if text:
        from ml.inference import registry  # heavy: only where somebody chooses
        from ml.types import ModelError

        try:
            registry.entry(text)
        except ModelError as error:
            raise ValueError(error.message) from None
    return text


def device(text: str) -> str:
    """Nothing, the processor, or a GPU."""
    if not re.fullmatch(r"|cpu|cuda(:[0-9]+)?", text):
        raise ValueError("cpu, cuda or cuda:1 is meant")
    return text


def address(*schemes: str) -> Callable[[str], str]:
    """Nothing, or an address that begins with one of these schemes."""

    def read(text: str) -> str:
        if text and not text.startswith(tuple(f"{scheme}://" for scheme in schemes)):
            raise ValueError(f"an address that begins with {schemes[0]}:// is meant")
        return text

    return read


def names(text: str) -> list[str]:
    """Words with commas between."""
    return [name.strip() for name in text.split(",") if name.strip()]


def folders(text: str) -> list[Path]:
    """Folders with colons between."""
    return [Path(folder).resolve() for folder in text.split(":") if folder]


STORE, REACH, PEOPLE = "Where the data is", "How it is reached", "People"
WORK, LOGS, TRYING = "Work and limits", "Logs and figures", "Development"
OPTIONS: Final = (
    Option("KOUTU_DATA_DIR", STORE, "data",
           "Folder of the database, pictures, masks and the secret key. Relative to the product."),
    Option("KOUTU_DATABASE_URL", STORE, "",
           "`postgresql://user:password@host:port/name`; nothing: SQLite in the data folder.",
           address("postgresql", "postgres")),
    Option("KOUTU_REDIS_URL", STORE, "",
           "`redis://host:port/number`, the broker, channels and cache of several processes; nothing: one "
           "process does everything.", address("redis", "rediss", "unix")),
    Option("KOUTU_IMPORT_ROOTS", STORE, "",
           "Folders, with colons between, below which an import may read by path.", folders),
    Option("KOUTU_S3_BUCKET", STORE, "",
           "S3-compatible bucket for pictures and masks; nothing: the data folder. What is used is then copied "
           "into the data folder, which still has everything else."),
    Option("KOUTU_S3_ENDPOINT", STORE, "", "Address of the S3 service; nothing: Amazon's.",
           address("https", "http")),
    Option("KOUTU_S3_REGION", STORE, "", "Region of the bucket, where the service has regions."),
    Option("KOUTU_S3_ACCESS_KEY", STORE, "",
           "Name of the key for the bucket; nothing: what the machine is allowed by itself."),
    Option("KOUTU_S3_SECRET_KEY", STORE, "", "The key for the bucket."),
    Option("KOUTU_S3_FOLDER", STORE, "", "Folder in the bucket, when it holds other things as well."),
    Option("KOUTU_S3_CACHE_GB", STORE, "20",
           "Gigabytes of the data folder for copies out of the bucket; looked at daily, the oldest go first.",
           number(1, 100_000)),
    Option("KOUTU_HOST", REACH, "127.0.0.1", "Address that `make run` listens on; `0.0.0.0` for all."),
    Option("KOUTU_PORT", REACH, "8000", "Port that `make run` listens on.", number(1, 65535)),
    Option("KOUTU_HOSTS", REACH, "",
           "Names the server answers to, with commas between; nothing: any name it is reached by. Name "
           "them as soon as it is on the net.", names),
    Option("KOUTU_HTTPS", REACH, "0",
           "1 when browsers come through HTTPS: cookies are then sent through it alone, browsers are told "
           "to stay with it, and plain requests are sent there.", flag),
    Option("KOUTU_PROXIED", REACH, "0",
           "1 when a proxy of yours sets X-Forwarded-For, X-Forwarded-Proto and X-Request-Id. Never "
           "without one: anybody could send them.", flag),
    Option("KOUTU_SECRET_KEY", PEOPLE, "",
           "The key that signs sessions, at least 50 characters, the same in all processes; nothing: made "
           "at the first start and kept in the data folder."),
    Option("KOUTU_ADMIN_PASSWORD", PEOPLE, "",
           "Password of the account `admin` that the first start makes; nothing: one is made up and "
           "printed once."),
    Option("KOUTU_SESSION_DAYS", PEOPLE, "14", "Days until a browser has to sign in again.",
           number(1, 365)),
    Option("KOUTU_LOGIN_TOKEN_DAYS", PEOPLE, "30",
           "Days that a token lives which a program got for a name and a password.", number(1, 365)),
    Option("KOUTU_TRASH_DAYS", WORK, "30", "Days that images stay in the trash.", number(1, 3650)),
    Option("KOUTU_WEB_PROCESSES", WORK, "2", "Web processes of `make cluster` and of the container.",
           number(1, 64)),
    Option("KOUTU_CLICK_WORKERS", WORK, "2", "Processes of `make cluster` that answer clicks.",
           number(1, 64)),
    Option("KOUTU_THREADS", WORK, "", "Threads of the network in one process; nothing: as many as cores."),
    Option("KOUTU_MODEL", WORK, "",
           "Model of new datasets, as in `ml/weights/manifest.json`, `NAME@SIZE` for another side of its input; "
           "nothing: the best that the machine is fast enough for.", model),
    Option("KOUTU_DEVICE", WORK, "", "`cuda` (or `cuda:1`) lets a worker use that GPU; nothing: the processor.",
           device),
    Option("KOUTU_LOG_FORMAT", LOGS, "plain", "`json` writes one object a line.",
           choice("plain", "json")),
    Option("KOUTU_LOG_LEVEL", LOGS, "INFO", "The least that Koutu's own parts write.",
           choice("DEBUG", "INFO", "WARNING", "ERROR")),
    Option("KOUTU_SLOW_CLICK_MS", LOGS, "1000",
           "Interactions that take longer are written to the log with their parts.", number(1, 60_000)),
    Option("KOUTU_TIMINGS", LOGS, "0", "1 adds `timings` (ms by part) to the answers of interactions.",
           flag),
    Option("KOUTU_DEBUG", TRYING, "0", "1 for development; never on a server.", flag),
    Option("KOUTU_ENV_FILE", TRYING, ".env", "The file that settings are also read from."),
    Option("KOUTU_CHROMIUM", TRYING, "", "The browser of the browser tests."),
)  # fmt: skip
BY_NAME: Final = {option.name: option for option in OPTIONS}
# The tests' own, and those of the check of the catalogues: not the server's.
FOREIGN: Final = ("KOUTU_TEST_", "KOUTU_CATALOGUES")


def document() -> str:
    """docs/configuration.md."""
    lines = [
        "# Configuration", "",
        "Written by `python manage.py configuration`; change `backend/settings/options.py` instead.", "",
        "A setting is a variable of the environment, or a line `NAME=value` in the file `.env` beside "
        "`manage.py`; the", "environment goes first. Nothing has to be set. A name that begins with "
        "`KOUTU_` and is not here is refused at the", "start, so that a slip of the pen is not a setting "
        "that silently does nothing.", "",
    ]  # fmt: skip
    for group in dict.fromkeys(option.group for option in OPTIONS):
        lines += [f"## {group}", "", "| name | default | meaning |", "|---|---|---|"]
        for option in OPTIONS:
            if option.group == group:
                default = f"`{option.default}`" if option.default else ""
                lines.append(f"| `{option.name}` | {default} | {option.meaning} |")
        lines.append("")
    return "\n".join([*lines, *AFTERWARDS])


AFTERWARDS: Final = (
    "## On the net",
    "",
    "    KOUTU_HOSTS=masks.example.com",
    "    KOUTU_HTTPS=1",
    "    KOUTU_PROXIED=1",
    "",
    "`python manage.py check --deploy` is silent with these three. The proxy ends TLS, passes WebSockets "
    "(`/ws/`) on,",
    "sets the three headers that KOUTU_PROXIED names, and drops what browsers send under these names.",
    "",
)
