"""People, their keys and their logins."""

import re
from datetime import datetime
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from backend.models import ApiToken, Dataset, Membership, Session, User
from backend.services import sessions
from backend.services.tokens import SCOPES

PREFERENCE = re.compile(r"[a-z][a-z0-9_.-]{0,39}")
MOST_PREFERENCES = 100
CHOICES = {"language": ("en", "zh"), "theme": ("system", "light", "dark")}
ACTION_NAME = re.compile(r"[a-z]+(\.[A-Za-z0-9]{1,40}){1,2}")
# The grammar of frontend/src/actions/keys.ts.
NAMED_KEYS = (
    "Enter|Escape|Space|Tab|Backspace|Delete|Home|End|PageUp|PageDown"
    "|ArrowLeft|ArrowRight|ArrowUp|ArrowDown|F1|F2|F6"
)
SHORTCUT = re.compile(rf"(Ctrl\+)?(Alt\+)?(Shift\+)?([A-Z0-9]|[\]\[\\`/,.=-]|{NAMED_KEYS})")
MOST_KEYS = 200


class LoginSerializer(serializers.Serializer[Any]):
    """A name and a password."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)


class KeySerializer(serializers.Serializer[Any]):
    """A new key."""

    token = serializers.CharField()
    expires = serializers.DateTimeField()


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
    preferences = serializers.DictField(help_text="language, theme and the like, by name")
    key_map = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="the shortcuts of actions that differ from what they are at first",
    )
    version = serializers.SerializerMethodField(help_text="of the product")

    class Meta:
        model = User
        fields = [
            "id", "username", "name", "first_name", "last_name", "is_admin", "preferences",
            "key_map", "version",
        ]  # fmt: skip
        read_only_fields = fields

    def get_version(self, user: User) -> str:
        """The product's version."""
        from backend import __version__

        return __version__


class ProfileSerializer(serializers.Serializer[Any]):
    """What people change of their own account; a new `password` needs the `current_password`."""

    first_name = serializers.CharField(max_length=150, required=False, allow_blank=True)
    last_name = serializers.CharField(max_length=150, required=False, allow_blank=True)
    password = serializers.CharField(max_length=1000, trim_whitespace=False, required=False)
    current_password = serializers.CharField(max_length=1000, trim_whitespace=False, required=False)
    preferences = serializers.DictField(required=False, help_text="null forgets one")
    key_map = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(max_length=30), max_length=4),
        required=False,
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A password is not changed by who found a page open."""
        if "password" in attrs and not attrs.get("current_password"):
            raise serializers.ValidationError({"current_password": ["The password as it is now."]})
        return attrs

    def validate_preferences(self, value: dict[str, Any]) -> dict[str, Any]:
        """Short names, plain values: nothing that a page could take for markup."""
        if len(value) > MOST_PREFERENCES:
            raise serializers.ValidationError("Too many preferences.")
        for name, setting in value.items():
            if not PREFERENCE.fullmatch(name):
                raise serializers.ValidationError(f"{name[:50]!r} is not the name of a preference.")
            if name in CHOICES and setting is not None and setting not in CHOICES[name]:
                raise serializers.ValidationError(f"{name} is one of {', '.join(CHOICES[name])}.")
            if isinstance(setting, str):
                if len(setting) > 200 or "<" in setting:
                    raise serializers.ValidationError(f"{name}: too long, or not plain text.")
            elif not isinstance(setting, bool | int | float) and setting is not None:
                raise serializers.ValidationError(f"{name}: text, number, true, false or null.")
        return value

    def validate_key_map(self, value: dict[str, list[str]]) -> dict[str, list[str]]:
        """Names of actions and of keys, nothing else."""
        if len(value) > MOST_KEYS:
            raise serializers.ValidationError("Too many actions.")
        for name, shortcuts in value.items():
            if not ACTION_NAME.fullmatch(name):
                raise serializers.ValidationError(f"{name[:50]!r} is not the name of an action.")
            for shortcut in shortcuts:
                if not SHORTCUT.fullmatch(shortcut):
                    raise serializers.ValidationError(f"{name}: {shortcut[:30]!r} is no shortcut.")
        return value


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A key as its owner sees it later."""

    class Meta:
        model = ApiToken
        fields = ["id", "name", "kind", "scopes", "created", "expires", "last_used"]
        read_only_fields = fields


class SessionSerializer(serializers.Serializer[Session]):
    """A browser that one is signed in with."""

    id = serializers.SerializerMethodField()
    current = serializers.SerializerMethodField(help_text="whether it is the one that asks")
    created = serializers.DateTimeField()
    seen = serializers.DateTimeField(allow_null=True)
    expires = serializers.DateTimeField(source="expire_date")
    address = serializers.CharField()
    browser = serializers.CharField()

    def get_id(self, session: Session) -> str:
        """A name that opens nothing."""
        return sessions.public_id(session)

    def get_current(self, session: Session) -> bool:
        """Whether this very session asks."""
        return bool(session.session_key == self.context.get("key"))


class NewTokenSerializer(serializers.Serializer[Any]):
    """A wish for a key."""

    name = serializers.CharField(max_length=100)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(list(SCOPES)), required=False, min_length=1, max_length=10
    )
    expires = serializers.DateTimeField(required=False, allow_null=True)

    def validate_expires(self, value: datetime | None) -> datetime | None:
        """Not over already."""
        if value is not None and value <= timezone.now():
            raise serializers.ValidationError("A token expires in the future.")
        return value


class IssuedTokenSerializer(TokenSerializer):
    """A key as it is shown once."""

    token = serializers.CharField()

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
        read_only_fields = fields


class UserDatasetSerializer(serializers.ModelSerializer[Dataset]):
    """A dataset that somebody is a member of."""

    class Meta:
        model = Dataset
        fields = ["id", "name"]
        read_only_fields = fields


class UserMembershipSerializer(serializers.ModelSerializer[Membership]):
    """A person's role in one dataset, seen from the person."""

    dataset = UserDatasetSerializer()

    class Meta:
        model = Membership
        fields = ["id", "dataset", "role"]
        read_only_fields = fields


class UserSerializer(serializers.ModelSerializer[User]):
    """An account as administrators see it."""

    memberships = UserMembershipSerializer(many=True, read_only=True)

    name = serializers.CharField(read_only=True)
    is_admin = serializers.BooleanField(source="is_superuser")

    class Meta:
        model = User
        fields = [
            "id", "username", "name", "first_name", "last_name", "is_admin", "is_active",
            "date_joined", "last_login", "memberships",
        ]  # fmt: skip
        read_only_fields = fields


class NewUserSerializer(serializers.Serializer[Any]):
    """A new account."""

    username = serializers.RegexField(r"^[\w.@+-]+$", max_length=150)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)
    is_admin = serializers.BooleanField(default=False)
    first_name = serializers.CharField(max_length=150, required=False, allow_blank=True)
    last_name = serializers.CharField(max_length=150, required=False, allow_blank=True)


class UserChangeSerializer(serializers.Serializer[Any]):
    """What can be changed of an account."""

    password = serializers.CharField(max_length=1000, trim_whitespace=False, required=False)
    is_admin = serializers.BooleanField(required=False)
    is_active = serializers.BooleanField(required=False)
    first_name = serializers.CharField(max_length=150, required=False, allow_blank=True)
    last_name = serializers.CharField(max_length=150, required=False, allow_blank=True)
