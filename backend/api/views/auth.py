"""Logging in and out, keys and tickets."""

from typing import Any

from django.contrib.auth import authenticate, login, logout
from django.middleware.csrf import get_token
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.base import View
from backend.api.serializers.people import (
    CsrfSerializer,
    KeySerializer,
    LoginSerializer,
    MeSerializer,
    TicketSerializer,
)
from backend.errors import Refused
from backend.middleware import address
from backend.models import User
from backend.services import limits, sessions, tokens


def checked_user(request: Request) -> User:
    """The person of a name and password. Raises Refused `wrong_login`, `rate_limited`."""
    form = LoginSerializer(data=request.data)
    form.is_valid(raise_exception=True)
    here, username = address(request._request), form.validated_data["username"]
    limits.check_login(here, username)
    user = authenticate(request, **form.validated_data)
    if not isinstance(user, User):
        limits.failed_login(here, username)
        raise Refused("wrong_login", "The name or the password is not right.", status=401)
    return user


class Tokens(View):
    """A name and a password for a key."""

    authentication_classes: list[Any] = []

    @extend_schema(request=LoginSerializer, responses=KeySerializer)
    def post(self, request: Request) -> Response:
        """A key with all rights of its person, valid until `expires`."""
        token, key = tokens.by_password(checked_user(request))
        return Response({"token": key, "expires": token.expires})


@method_decorator(csrf_protect, name="dispatch")
class Login(View):
    """A name and a password for a session."""

    authentication_classes: list[Any] = []

    @extend_schema(request=LoginSerializer, responses=MeSerializer)
    def post(self, request: Request) -> Response:
        """Start a session; answers the account."""
        user = checked_user(request)
        login(request._request, user)
        session = request._request.session
        session.save()
        browser = request.headers.get("User-Agent", "")
        sessions.start(user, session.session_key or "", address(request._request), browser)
        return Response(MeSerializer(user).data)


class Logout(View):
    """The end of a session."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        """Forget the session."""
        user = self.user
        logout(request._request)
        sessions.tell(user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Csrf(View):
    """What a page needs before it may log in."""

    @extend_schema(responses=CsrfSerializer)
    def get(self, request: Request) -> Response:
        """The CSRF word, in the body and as a cookie."""
        return Response({"csrf": get_token(request._request)})


class Ticket(View):
    """A way into a socket for who cannot send a cookie."""

    @extend_schema(request=None, responses=TicketSerializer)
    def post(self, request: Request) -> Response:
        """A word that opens one socket."""
        return Response({"ticket": tokens.ticket(self.user), "expires_in": tokens.TICKET_LASTS})
