"""Headers that every answer carries, where a request came from, and the files of the pages."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from backend import context, measures

Answer = Callable[[HttpRequest], HttpResponseBase]


def address(request: HttpRequest) -> str:
    """The browser's address; what X-Forwarded-For says counts only behind a proxy of ours."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.KOUTU_PROXIED else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def origin(get_response: Answer) -> Answer:
    """Give the request an id, which the log, the audit and the answer's header name."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-Id", "") if settings.KOUTU_PROXIED else ""
        with context.within(request=context.request_id(given), address=address(request)) as known:
            start = time.perf_counter()
            response = get_response(request)
            took = time.perf_counter() - start
        response.headers["X-Request-Id"] = known.request
        # By the route's name: addresses hold ids, and would be labels without end.
        match = request.resolver_match
        route = (match.url_name if match else None) or "page"
        measures.request(route, str(request.method), response.status_code, took)
        return response

    return middleware


def security_headers(get_response: Answer) -> Answer:
    """Set the content security policy and its kin."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.KOUTU_CSP)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response

    return middleware


class Assets(WhiteNoiseMiddleware):
    """The built pages' files. They are small: sent whole, where a stream would hold a thread."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        """Answer with the file, or that it did not change."""
        found = static_file.get_response(request.method, request.META)
        answer = HttpResponse(found.file.read() if found.file else b"", status=found.status)
        if found.file:
            found.file.close()
        del answer.headers["Content-Type"]
        for name, value in found.headers:
            answer.headers[name] = value
        return answer
