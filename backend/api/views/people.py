"""One's own account, keys and sessions, and the accounts of everybody."""

from django.contrib.auth import update_session_auth_hash
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.base import View
from backend.api.lists import listed, whole
from backend.api.serializers.people import (
    IssuedTokenSerializer,
    MeSerializer,
    NewTokenSerializer,
    NewUserSerializer,
    ProfileSerializer,
    SessionSerializer,
    TokenSerializer,
    UserChangeSerializer,
    UserSerializer,
)
from backend.errors import Refused, not_found
from backend.middleware import address
from backend.models import User
from backend.services import limits, sessions, tokens, users


class Me(View):
    """The account of who asks."""

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Name, rights, preferences and key map."""
        return Response(MeSerializer(self.user).data)

    @extend_schema(request=ProfileSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Change one's password, name, preferences (language, theme) or key map."""
        form = ProfileSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        changes = dict(form.validated_data)
        old, new = changes.pop("current_password", ""), changes.pop("password", None)
        if new is not None:
            self._set_password(request, old, new)
        users.set_profile(self.user, changes)
        return Response(MeSerializer(self.user).data)

    def _set_password(self, request: Request, old: str, new: str) -> None:
        here = address(request._request)
        limits.check_login(here, self.user.username)
        session = getattr(request._request, "session", None)
        key = session.session_key if session is not None else None
        try:
            users.set_own_password(self.user, old, new, session=key)
        except Refused as refused:
            if refused.code == "wrong_password":
                limits.failed_login(here, self.user.username)
            raise
        if key and request.auth is None:
            update_session_auth_hash(request._request, self.user)


class Tokens(View):
    """One's own keys."""

    @extend_schema(responses=listed(TokenSerializer))
    def get(self, request: Request) -> Response:
        """All of them, without what they are."""
        return whole(TokenSerializer(self.user.tokens.order_by("-id"), many=True).data)

    @extend_schema(request=NewTokenSerializer, responses={201: IssuedTokenSerializer})
    def post(self, request: Request) -> Response:
        """A new one; it is shown this once."""
        form = NewTokenSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        token, key = tokens.issue(self.user, **form.validated_data)
        body = {**TokenSerializer(token).data, "token": key}
        return Response(body, status=status.HTTP_201_CREATED)


class OneToken(View):
    """One of one's own keys."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, token_id: int) -> Response:
        """Withdraw it."""
        tokens.withdraw(self.user, token_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Sessions(View):
    """The browsers that one is signed in with."""

    @extend_schema(responses=listed(SessionSerializer))
    def get(self, request: Request) -> Response:
        """The one used last first."""
        rows = sessions.of(self.user)
        context = {"key": _session_key(request)}
        return whole(SessionSerializer(rows, many=True, context=context).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request) -> Response:
        """Sign out everywhere but here."""
        sessions.end_all(self.user, but=_session_key(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class OneSession(View):
    """One browser that one is signed in with."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, session_id: str) -> Response:
        """Sign it out."""
        sessions.end(self.user, session_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Users(View):
    """All accounts."""

    @extend_schema(responses=listed(UserSerializer))
    def get(self, request: Request) -> Response:
        """By name, with their roles."""
        rows = users.everybody().prefetch_related("memberships__dataset").order_by("username")
        return whole(UserSerializer(rows, many=True).data)

    @extend_schema(request=NewUserSerializer, responses={201: UserSerializer})
    def post(self, request: Request) -> Response:
        """A new account."""
        form = NewUserSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = users.create(self.user, **form.validated_data)
        return Response(UserSerializer(user).data, status=status.HTTP_201_CREATED)


class OneUser(View):
    """One account."""

    @extend_schema(request=UserChangeSerializer, responses=UserSerializer)
    def patch(self, request: Request, user_id: int) -> Response:
        """Change it: names, password, whether it may log in, whether it administers the server."""
        form = UserChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = users.change(self.user, self._user(user_id), form.validated_data)
        return Response(UserSerializer(user).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, user_id: int) -> Response:
        """Delete it; what the person made stays, with their name."""
        users.remove(self.user, self._user(user_id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _user(self, user_id: int) -> User:
        user = users.everybody().filter(id=user_id).first()
        if user is None:
            raise not_found("The account")
        return user


def _session_key(request: Request) -> str | None:
    """The key of the session that asks; None when a key of a program asks."""
    session = getattr(request._request, "session", None)
    return session.session_key if session is not None and request.auth is None else None
