"""Celery's queues and the channel layer; only the URLs differ between the two modes."""

import os
import socket
from typing import Any

from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff

from backend.settings.environment import DATA_DIR, EMBEDDED_BROKER, REDIS_URL
from backend.settings.patience import WITH_REDIS

KOUTU_EMBEDDED = EMBEDDED_BROKER
KOUTU_QUEUES = ("clicks", "score", "io", "batch")

if not EMBEDDED_BROKER:
    # Where processes count their figures for all of them; the library reads this when it is imported.
    metrics = DATA_DIR / "metrics" / socket.gethostname()
    metrics.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)

CELERY_BROKER_URL = "memory://" if EMBEDDED_BROKER else REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    {"polling_interval": 0.002}
    if EMBEDDED_BROKER
    else {"visibility_timeout": 3600, "health_check_interval": 10, **WITH_REDIS}
)
CELERY_TASK_DEFAULT_QUEUE = "io"
CELERY_TASK_ROUTES = {
    "annotator.*": {"queue": "clicks"},
    "reviewer.*": {"queue": "score"},
    "backend.*": {"queue": "io"},
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

CHANNEL_LAYERS: dict[str, Any] = {
    "default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    if EMBEDDED_BROKER
    else {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {
            # A connection that a restart of Redis broke is made anew, and the answer sent again.
            "hosts": [
                {"address": REDIS_URL, "retry": Retry(ConstantBackoff(0.2), 3), **WITH_REDIS}
            ],
            "prefix": "koutu",
        },
    }
}
