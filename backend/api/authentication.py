"""Who is asking: a program with a key, or a browser with a session."""

from rest_framework import authentication, exceptions
from rest_framework.request import Request

from backend import middleware
from backend.errors import Refused
from backend.models import ApiToken, User
from backend.services import sessions, tokens


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Token <key>`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The key's owner; None when there is no such header. Raises when the key is not valid."""
        word, _, key = request.headers.get("Authorization", "").partition(" ")
        if word.lower() != "token":
            return None
        token = tokens.find(key.strip())
        if token is None:
            raise exceptions.AuthenticationFailed("The token is unknown, expired or withdrawn.")
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """What makes an unknown caller get 401 instead of 403."""
        return "Token"


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's cookie, with the CSRF check on everything that changes something."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """The session's person; None when there is none. Notes that the session is in use."""
        found: tuple[User, None] | None = super().authenticate(request)
        session = getattr(request._request, "session", None)
        if found is not None and session is not None and session.session_key:
            browser = request.headers.get("User-Agent", "")
            sessions.seen(session.session_key, middleware.address(request._request), browser)
        return found

    def enforce_csrf(self, request: Request) -> None:
        """Raises Refused `csrf_failed`."""
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            raise Refused("csrf_failed", str(error.detail), status=403) from None
