"""Applications, middleware, languages."""

from backend.settings.environment import DATA_DIR, IMPORT_ROOTS, ROOT, value

BASE_DIR = ROOT
DEBUG = value("KOUTU_DEBUG")
KOUTU_DATA_DIR = DATA_DIR
KOUTU_IMPORT_ROOTS = IMPORT_ROOTS
KOUTU_TIMINGS = value("KOUTU_TIMINGS")
KOUTU_MODEL = value("KOUTU_MODEL")
KOUTU_SLOW_CLICK_MS = value("KOUTU_SLOW_CLICK_MS")
KOUTU_TRASH_DAYS = value("KOUTU_TRASH_DAYS")
KOUTU_WEB_PROCESSES = value("KOUTU_WEB_PROCESSES")
KOUTU_FRONTEND = ROOT / "frontend" / "dist"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "rest_framework",
    "drf_spectacular",
    "channels",
    "backend",
    "annotator",
    "reviewer",
]
MIDDLEWARE = [
    "backend.middleware.origin",
    "backend.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "backend.middleware.Assets",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROOT_URLCONF = "backend.urls"
ASGI_APPLICATION = "backend.asgi.application"
AUTH_USER_MODEL = "backend.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, object]] = []
APPEND_SLASH = False

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/assets/"
WHITENOISE_ROOT = KOUTU_FRONTEND if KOUTU_FRONTEND.is_dir() else None
WHITENOISE_INDEX_FILE = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/"
WHITENOISE_MAX_AGE = 0
WHITENOISE_ALLOW_ALL_ORIGINS = False
