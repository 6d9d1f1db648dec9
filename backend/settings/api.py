"""Django REST framework and the OpenAPI description."""

from backend.settings.environment import value

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "backend.api.authentication.TokenAuthentication",
        "backend.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["backend.api.permissions.RouteRights"],
    "DEFAULT_PARSER_CLASSES": ["backend.api.parsers.Json"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "backend.api.negotiation.Lenient",
    "DEFAULT_SCHEMA_CLASS": "backend.api.description.Description",
    "DEFAULT_THROTTLE_CLASSES": ["backend.api.throttles.PerUser"],
    "EXCEPTION_HANDLER": "backend.api.problems.answer",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
    # What X-Forwarded-For says counts only behind a proxy of ours.
    "NUM_PROXIES": 1 if value("KOUTU_PROXIED") else 0,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Koutu",
    "DESCRIPTION": "Make, check and repair object masks of product photos.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["backend.api.permissions.RouteRights"],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "SERVERS": [{"url": "/api/v1"}],
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATIONS": True,
    "ENUM_NAME_OVERRIDES": {
        "ClickMode": ["auto", "progressive", "whole"],
        "ImageState": "backend.models.images.State",
        "JobState": "backend.models.jobs.JobState",
        "Role": "backend.models.datasets.Role",
        "TokenKind": "backend.models.people.TokenKind",
    },
}
