"""Every route of the API and what it takes to use it: the one table.

A route or method that is not in here answers nobody; a test compares the table with the URLs.
"""

from enum import Enum
from typing import Final

from backend.services.rights import Action


class Anyone(Enum):
    """Rights that hang on no dataset."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"
    SOCKET = "signed in, to open a socket"
    SERVER_ADMIN = "server admin"


Needs = Action | Anyone
PUBLIC, SIGNED_IN, SERVER_ADMIN = Anyone.PUBLIC, Anyone.SIGNED_IN, Anyone.SERVER_ADMIN
SOCKET = Anyone.SOCKET
VIEW, ANNOTATE, REVIEW = Action.VIEW, Action.ANNOTATE, Action.REVIEW
IMPORT, EXPORT, MANAGE = Action.IMPORT, Action.EXPORT, Action.MANAGE

ROUTES: Final[dict[str, dict[str, Needs]]] = {
    "health-live": {"GET": PUBLIC},
    "health-ready": {"GET": PUBLIC},
    "schema": {"GET": SIGNED_IN},
    "auth-tokens": {"POST": PUBLIC},
    "auth-login": {"POST": PUBLIC},
    "auth-csrf": {"GET": PUBLIC},
    "auth-logout": {"POST": SIGNED_IN},
    "auth-ticket": {"POST": SOCKET},
    "me": {"GET": SIGNED_IN, "PATCH": SIGNED_IN},
    "tokens": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "token": {"DELETE": SIGNED_IN},
    "sessions": {"GET": SIGNED_IN, "DELETE": SIGNED_IN},
    "session": {"DELETE": SIGNED_IN},
    "system": {"GET": SERVER_ADMIN},
    "metrics": {"GET": SERVER_ADMIN},
    "audit": {"GET": SIGNED_IN},
    "audit-csv": {"GET": SIGNED_IN},
    "users": {"GET": SERVER_ADMIN, "POST": SERVER_ADMIN},
    "user": {"PATCH": SERVER_ADMIN, "DELETE": SERVER_ADMIN},
    "models": {"GET": SIGNED_IN},
    "datasets": {"GET": SIGNED_IN, "POST": SERVER_ADMIN},
    "dataset": {"GET": VIEW, "PATCH": MANAGE, "DELETE": MANAGE},
    "members": {"GET": VIEW, "POST": MANAGE},
    "member": {"PATCH": MANAGE, "DELETE": MANAGE},
    "imports": {"POST": IMPORT},
    "jobs": {"GET": SIGNED_IN},
    "job": {"GET": VIEW, "DELETE": VIEW},
    "job-retry": {"POST": VIEW},
    "job-report": {"GET": VIEW},
    "images": {"GET": SIGNED_IN},
    "image-ids": {"GET": SIGNED_IN},
    "image": {"GET": VIEW, "PATCH": ANNOTATE, "DELETE": MANAGE},
    "image-restore": {"POST": MANAGE},
    "image-submit": {"POST": ANNOTATE},
    "image-skip": {"POST": ANNOTATE},
    "image-lease": {"PUT": ANNOTATE, "DELETE": ANNOTATE},
    "image-file": {"GET": VIEW},
    "image-thumb": {"GET": VIEW},
    "image-overlay": {"GET": VIEW},
    "image-cutout": {"GET": VIEW},
    "image-level": {"GET": VIEW},
    "image-tile": {"GET": VIEW},
    "image-superpixels": {"GET": VIEW},
    "image-preview": {"POST": ANNOTATE},
    "masks": {"GET": VIEW, "POST": ANNOTATE},
    "mask": {"GET": VIEW, "PUT": ANNOTATE, "PATCH": ANNOTATE, "DELETE": ANNOTATE},
    "mask-interactions": {"POST": ANNOTATE},
    "mask-revisions": {"GET": VIEW},
    "mask-restore": {"POST": ANNOTATE},
    "mask-copy": {"POST": ANNOTATE},
    "queue-next": {"POST": ANNOTATE},
    "exports": {"POST": EXPORT},
    "export-file": {"GET": EXPORT},
}

# What a socket on an image may be asked; opening it is the first thing. A kind that is not in here is refused.
MESSAGES: Final[dict[str, Action]] = {
    "open": VIEW,
    "ping": VIEW,
    **dict.fromkeys(
        (
            "click", "unclick", "scribble", "box", "superpixel", "lasso", "brush", "polygon",
            "wand", "cleanup", "choose", "undo", "redo", "preview",
        ),
        ANNOTATE,
    ),
}  # fmt: skip
SOCKETS: Final[dict[str, dict[str, Action]]] = {"ws/v1/images/<int:image_id>": MESSAGES}
