"""Sessions of browsers, each with the person who is signed in, so that people can see and end theirs."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from backend.models import Session


class SessionStore(DatabaseStore):
    """What Django asks for the session of a cookie."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table of sessions."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of this session; what `services.sessions` noted of it stays."""
        row: Session = super().create_model_instance(data)
        known = Session.objects.filter(session_key=row.session_key).first()
        if known is not None:
            row.created, row.seen = known.created, known.seen
            row.address, row.browser = known.address, known.browser
        user_id = data.get("_auth_user_id")
        row.user_id = int(user_id) if user_id else None
        return row
