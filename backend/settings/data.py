"""The database, the cache and what is uploaded."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import global_settings

from backend.settings.environment import DATA_DIR, DATABASE_URL, REDIS_URL, value
from backend.settings.patience import WITH_POSTGRESQL, WITH_REDIS

# IMMEDIATE takes the write lock at the start of a transaction: no "database is locked" between two
# readers that both turn writers. FULL: what was acknowledged survives a power cut.
SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "koutu.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
    "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
}


def postgresql(url: str) -> dict[str, Any]:
    """Django's settings for a postgresql:// address."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("KOUTU_DATABASE_URL must begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 0,
        "OPTIONS": WITH_POSTGRESQL,
    }


def bucket() -> dict[str, Any]:
    """The storage of blobs in a bucket."""
    from botocore.config import Config

    endpoint = value("KOUTU_S3_ENDPOINT")
    config = Config(
        # A click waits for it: better a refusal, and the same click again, than a long silence.
        connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 3},
        max_pool_connections=20, signature_version="s3v4",
        # Other services than Amazon's know buckets as folders of the address, and not each checksum.
        s3={"addressing_style": "path" if endpoint else "auto"},
        request_checksum_calculation="when_required", response_checksum_validation="when_required",
    )  # fmt: skip
    options = {
        "bucket_name": value("KOUTU_S3_BUCKET"),
        "location": value("KOUTU_S3_FOLDER"),
        "endpoint_url": endpoint or None,
        "region_name": value("KOUTU_S3_REGION") or None,
        "access_key": value("KOUTU_S3_ACCESS_KEY") or None,
        "secret_key": value("KOUTU_S3_SECRET_KEY") or None,
        "client_config": config,
        "default_acl": None,
        "file_overwrite": True,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


DATABASES = {"default": postgresql(DATABASE_URL) if DATABASE_URL else SQLITE}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "koutu",
        "OPTIONS": WITH_REDIS,
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Tickets and counters live here; the default of 300 would throw some away under load.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

STORAGES = dict(global_settings.STORAGES)
if value("KOUTU_S3_BUCKET"):
    STORAGES["blobs"] = bucket()
KOUTU_S3_CACHE_GB = value("KOUTU_S3_CACHE_GB")

# Uploads land in the data folder, so that taking one over is a rename.
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = 20
