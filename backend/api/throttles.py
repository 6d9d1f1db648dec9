"""How often one person or key may ask."""

from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

if TYPE_CHECKING:  # the framework imports this module while it builds APIView
    from rest_framework.views import APIView


class PerUser(SimpleRateThrottle):
    """300 requests a second for whoever is logged in, 20 for an address that is not."""

    scope = "user"
    rate = "300/second"
    cache_format = "requests:%(scope)s:%(ident)s"

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Count those of the last second; what lies ahead was written before the clock was set back."""
        self.key = self.get_cache_key(request, view)
        if self.key is None:
            return True
        self.now = self.timer()
        written: list[float] = self.cache.get(self.key, [])
        self.history = [then for then in written if self.now - self.duration < then <= self.now]
        if len(self.history) >= self.num_requests:
            return bool(self.throttle_failure())
        return bool(self.throttle_success())

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        """Keys of programs count by themselves, sessions by person. Pictures are not counted."""
        if request.method in ("GET", "HEAD") and getattr(view, "is_picture", False):
            return None
        if request.user.is_authenticated:
            ident = f"t{request.auth.pk}" if request.auth is not None else f"u{request.user.pk}"
        else:
            ident = self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": ident}
