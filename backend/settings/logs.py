"""What is written to the log, and how: sentences for people, or an object a line for programs."""

from typing import Any

from backend.settings.environment import value

LEVEL = value("KOUTU_LOG_LEVEL")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "backend.logs.Plain"},
        "json": {"()": "backend.logs.Json"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": value("KOUTU_LOG_FORMAT")}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "backend": {"level": LEVEL},
        "annotator": {"level": LEVEL},
        "reviewer": {"level": LEVEL},
        # The memory broker has no host, and 4xx answers are no news of the server's.
        "kombu.connection": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
    },
}
