"""People, their keys and their logins."""

import re
from typing import Any

from rest_framework import serializers

from backend.models import ApiToken, User
from backend.services.tokens import SCOPES

PREFERENCE = re.compile(r"[a-z][a-z0-9_.-]{0,39}")
MOST_PREFERENCES = 100


class LoginSerializer(serializers.Serializer[Any]):
    """A name and a password."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)


class KeySerializer(serializers.Serializer[Any]):
    """A new key."""

    token = serializers.CharField()


class CsrfSerializer(serializers.Serializer[Any]):
    """The word that a page sends with what it changes."""

    csrf = serializers.CharField()


class TicketSerializer(serializers.Serializer[Any]):
    """The word that opens one socket."""

    ticket = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="seconds")


class PersonSerializer(serializers.ModelSerializer[User]):
    """What everybody in a dataset may know of a person."""

    name = serializers.CharField(read_only=True)

    class Meta:
        model = User
        fields = ["id", "username", "name"]
        read_only_fields = ["id", "username"]


class MeSerializer(serializers.ModelSerializer[User]):
    """One's own account."""

    name = serializers.CharField(read_only=True)
    is_admin = serializers.BooleanField(source="is_superuser", read_only=True)
    preferences = serializers.DictField(required=False)
    version = serializers.SerializerMethodField(help_text="of the product")

    class Meta:
        model = User
        fields = ["id", "username", "name", "is_admin", "preferences", "version"]
        read_only_fields = ["id", "username"]

    def get_version(self, user: User) -> str:
        """The product's version."""
        from backend import __version__

        return __version__

    def validate_preferences(self, value: dict[str, Any]) -> dict[str, Any]:
        """Short names, plain values: nothing that a page could take for markup."""
        if len(value) > MOST_PREFERENCES:
            raise serializers.ValidationError("Too many preferences.")
        for name, setting in value.items():
            if not PREFERENCE.fullmatch(name):
                raise serializers.ValidationError(f"{name[:50]!r} is not the name of a preference.")
            if isinstance(setting, str):
                if len(setting) > 200 or "<" in setting:
                    raise serializers.ValidationError(f"{name}: too long, or not plain text.")
            elif not isinstance(setting, bool | int | float) and setting is not None:
                raise serializers.ValidationError(f"{name}: text, number, true, false or null.")
        return value


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A key as its owner sees it later."""

    class Meta:
        model = ApiToken
        fields = ["id", "name", "scopes", "created", "expires", "last_used"]
        read_only_fields = fields


class NewTokenSerializer(serializers.Serializer[Any]):
    """A wish for a key."""

    name = serializers.CharField(max_length=100)
    scopes = serializers.ListField(child=serializers.ChoiceField(SCOPES), required=False)
    expires = serializers.DateTimeField(required=False, allow_null=True)


class IssuedTokenSerializer(TokenSerializer):
    """A key as it is shown once."""

    token = serializers.CharField()

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
        read_only_fields = fields


class UserSerializer(serializers.ModelSerializer[User]):
    """An account as administrators see it."""

    name = serializers.CharField(read_only=True)
    is_admin = serializers.BooleanField(source="is_superuser")

    class Meta:
        model = User
        fields = ["id", "username", "name", "is_admin", "is_active", "date_joined", "last_login"]
        read_only_fields = fields


class NewUserSerializer(serializers.Serializer[Any]):
    """A new account."""

    username = serializers.RegexField(r"^[\w.@+-]+$", max_length=150)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)
    is_admin = serializers.BooleanField(default=False)


class UserChangeSerializer(serializers.Serializer[Any]):
    """What can be changed of an account."""

    password = serializers.CharField(max_length=1000, trim_whitespace=False, required=False)
    is_admin = serializers.BooleanField(required=False)
    is_active = serializers.BooleanField(required=False)
    first_name = serializers.CharField(max_length=150, required=False, allow_blank=True)
    last_name = serializers.CharField(max_length=150, required=False, allow_blank=True)
