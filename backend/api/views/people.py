"""One's own account and keys, and the accounts of everybody."""

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
    TokenSerializer,
    UserChangeSerializer,
    UserSerializer,
)
from backend.errors import not_found
from backend.models import ApiToken, User
from backend.services import tokens, users


class Me(View):
    """The account of who asks."""

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Name, rights and preferences."""
        return Response(MeSerializer(self.user).data)

    @extend_schema(request=MeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Set the preferences."""
        form = MeSerializer(self.user, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        if "preferences" in form.validated_data:
            users.set_preferences(self.user, form.validated_data["preferences"])
        return Response(MeSerializer(self.user).data)


class Tokens(View):
    """One's own keys."""

    @extend_schema(responses=listed(TokenSerializer))
    def get(self, request: Request) -> Response:
        """All of them, without what they are."""
        return whole(TokenSerializer(self.user.tokens.order_by("id"), many=True).data)

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
        gone, _ = ApiToken.objects.filter(id=token_id, user=self.user).delete()
        if not gone:
            raise not_found("The token")
        return Response(status=status.HTTP_204_NO_CONTENT)


class Users(View):
    """All accounts."""

    @extend_schema(responses=listed(UserSerializer))
    def get(self, request: Request) -> Response:
        """By name."""
        return whole(UserSerializer(User.objects.order_by("username"), many=True).data)

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
        """Change it."""
        form = UserChangeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        user = users.change(self.user, self._user(user_id), form.validated_data)
        return Response(UserSerializer(user).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, user_id: int) -> Response:
        """Close it; what the person made stays."""
        users.remove(self.user, self._user(user_id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _user(self, user_id: int) -> User:
        user = User.objects.filter(id=user_id).first()
        if user is None:
            raise not_found("The account")
        return user
