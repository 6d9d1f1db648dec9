"""Every error of the API as application/problem+json with a stable `code` (RFC 9457)."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions
from rest_framework.views import set_rollback

from backend.errors import AWAY, Refused, not_found, unavailable

log = logging.getLogger(__name__)
CODES: dict[type[Exception], tuple[str, int]] = {
    exceptions.ParseError: ("malformed", 400),
    exceptions.NotAuthenticated: ("not_authenticated", 401),
    exceptions.AuthenticationFailed: ("authentication_failed", 401),
    exceptions.PermissionDenied: ("forbidden", 403),
    exceptions.NotFound: ("not_found", 404),
    exceptions.MethodNotAllowed: ("method_not_allowed", 405),
    exceptions.NotAcceptable: ("not_acceptable", 406),
    exceptions.UnsupportedMediaType: ("unsupported_media_type", 415),
    exceptions.Throttled: ("rate_limited", 429),
}


def response(refused: Refused) -> HttpResponse:
    """The problem document of a refusal."""
    answer = JsonResponse(
        refused.problem(), status=refused.status, content_type="application/problem+json"
    )
    if refused.status == 401:
        answer.headers["WWW-Authenticate"] = "Token"
    if "retry_after" in refused.extra:
        answer.headers["Retry-After"] = str(refused.extra["retry_after"])
    return answer


def answer(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """What Django REST framework asks for when a view raised; None = not ours, a server error."""
    refused = _refusal(error)
    if refused is None:
        log.exception("the server failed on %s", context["request"].path, exc_info=error)
        refused = Refused("internal", "The server made an error; it was logged.", status=500)
    set_rollback()
    return response(refused)


def _refusal(error: Exception) -> Refused | None:
    if isinstance(error, Refused):
        return error
    if isinstance(error, AWAY):
        log.error("a part of the server is away: %s", error)
        return unavailable()
    if isinstance(error, Http404):
        return not_found()
    if isinstance(error, exceptions.ValidationError):
        return Refused("invalid", "Some fields are not as they should be.", errors=error.detail)
    if isinstance(error, RequestDataTooBig):
        return Refused("too_large", "The body is larger than what is accepted.", status=413)
    if isinstance(error, PermissionDenied | SuspiciousOperation):
        return Refused("forbidden", str(error) or "Not allowed.", status=403)
    for kind, (code, status) in CODES.items():
        if isinstance(error, kind):
            extra: dict[str, Any] = {}
            if isinstance(error, exceptions.Throttled):
                extra["retry_after"] = max(1, round(error.wait or 1))
            return Refused(code, str(getattr(error, "detail", error)), status=status, **extra)
    return None


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's answer to a form or page that has no valid CSRF token."""
    return response(Refused("csrf_failed", f"CSRF: {reason}", status=403))


def no_such_route(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address below /api/ that leads nowhere."""
    return response(Refused("not_found", f"There is nothing at {request.path}.", status=404))


def server_error(request: HttpRequest) -> HttpResponse:
    """What is left when even the error handling failed."""
    return response(Refused("internal", "The server made an error.", status=500))
