"""Secrets, hosts, cookies and headers."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from backend.settings.environment import DATA_DIR, HOSTS, value

# Keys that stand in sources and guides: whoever knows one forges sessions.
KNOWN_KEYS = ("$(fefwefwef13;LFK{P!)@#*!)kdsjfWF2l+i5e3t(8a1n",)
WEAK_BEGINNINGS = ("django-insecure-", "changeme", "change-me", "secret", "example", "replace")


def secret_key(given: str, file: Path) -> str:
    """The key that was set, else the one in `file` (mode 600), made at the first start.

    Raises ImproperlyConfigured for a key that is short, simple or known from elsewhere.
    """
    key = given or _kept(file)
    weak = len(key) < 50 or len(set(key)) < 15 or key.lower().startswith(WEAK_BEGINNINGS)
    if key in KNOWN_KEYS or weak:
        where = "KOUTU_SECRET_KEY" if given else str(file)
        raise ImproperlyConfigured(
            f"{where} is not a secret: it has to be 50 or more random characters that stand nowhere else. "
            "Leave it out (remove the file), and one is made."
        )
    return key


def _kept(file: Path) -> str:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    key = secrets.token_urlsafe(64)
    with os.fdopen(handle, "w") as out:
        out.write(key)
    return key


SECRET_KEY = secret_key(value("KOUTU_SECRET_KEY"), DATA_DIR / "secret_key")
# Without KOUTU_HOSTS the server answers to every name it is reached by: people open it by address
# in their own network. Origins are compared with the very Host that was asked for.
ALLOWED_HOSTS = HOSTS or ["*"]

HTTPS = value("KOUTU_HTTPS")
KOUTU_PROXIED = value("KOUTU_PROXIED")
if KOUTU_PROXIED:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SESSION_ENGINE = "backend.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "koutu_session"
SESSION_COOKIE_AGE = value("KOUTU_SESSION_DAYS") * 24 * 3600
KOUTU_LOGIN_TOKEN_DAYS = value("KOUTU_LOGIN_TOKEN_DAYS")
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "backend.api.problems.csrf_failed"
# Told to browsers only where people did set up HTTPS; subdomains and browsers' preload lists are theirs.
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^api/v1/health/", r"^metrics$"]
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Scripts and workers are ours alone; images may be data or blob, made by the page itself.
KOUTU_CSP = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
