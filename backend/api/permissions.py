"""The first gate of every route: is it in the table, and is the person known that it needs?"""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from backend.api.rights import ROUTES, Anyone, Needs
from backend.models import ApiToken
from backend.services import tokens
from backend.services.rights import Action

if TYPE_CHECKING:  # the framework imports this module while it builds APIView
    from rest_framework.views import APIView

READING = ("GET", "HEAD", "OPTIONS")


def needs(request: Request) -> Needs | None:
    """What the table says of this route and method; None = nobody may."""
    match = request.resolver_match
    methods = ROUTES.get(match.url_name or "", {}) if match else {}
    return methods.get("GET" if request.method in READING else str(request.method))


class RouteRights(BasePermission):
    """Lets pass who may try: rights in a dataset are checked where the dataset is known."""

    message = "Your account does not allow this."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Whether the person may use this route at all."""
        if str(request.method).lower() not in view.http_method_names or not hasattr(
            view, str(request.method).lower()
        ):
            return True  # the view answers 405
        needed = needs(request)
        if needed is Anyone.PUBLIC:
            return True
        if needed is None or not request.user.is_authenticated:
            return False
        if needed is Anyone.SERVER_ADMIN and not request.user.is_superuser:
            return False
        return _scope_allows(request, needed)


def _scope_allows(request: Request, needed: Needs) -> bool:
    token = request.auth
    if not isinstance(token, ApiToken):
        return True
    reading = request.method in READING
    if isinstance(needed, Action):
        return tokens.allows(token, needed, reading=reading)
    if needed is Anyone.SOCKET:
        return tokens.allows(token, Action.ANNOTATE, reading=False)
    # Lists show only what is the person's anyway; a key for work has to find its work.
    looks = reading and needed is Anyone.SIGNED_IN
    return tokens.allows(token, Action.VIEW if looks else None, reading=reading)
