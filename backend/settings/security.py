"""Secrets, hosts, cookies and headers."""

import os
import secrets
from pathlib import Path

from backend.settings.environment import DATA_DIR, HOSTS, flag


def secret_key(file: Path) -> str:
    """The key in `file` (mode 600), made at the first start; never one that is written in the code."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = file.read_text().strip()
    else:
        key = secrets.token_urlsafe(64)
        with os.fdopen(handle, "w") as out:
            out.write(key)
    if len(key) < 50:
        raise ValueError(f"{file} holds no usable key; remove it and a new one is made")
    return key


SECRET_KEY = secret_key(DATA_DIR / "secret_key")
# Without KOUTU_HOSTS the server answers to every name it is reached by: people open it by address
# in their own network. Origins are compared with the very Host that was asked for.
ALLOWED_HOSTS = HOSTS or ["*"]

HTTPS = flag("KOUTU_HTTPS")
KOUTU_PROXIED = flag("KOUTU_PROXIED")
if KOUTU_PROXIED:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "koutu_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "backend.api.problems.csrf_failed"
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
