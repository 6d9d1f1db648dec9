"""The socket of an open image: interactions in, answers and news of others out."""

import asyncio
import json
import logging
import uuid
from collections import Counter, OrderedDict
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.http.request import validate_host

from annotator import calls, previews, requests
from backend.errors import AWAY, Refused, unavailable
from backend.models import User
from backend.services import leases, rights, sessions, tokens
from backend.services.rights import Action

log = logging.getLogger(__name__)
LARGEST_MESSAGE: Final = 256 * 1024
LONGEST_NAME: Final = 64
MOST_WAITING: Final = 64
MOST_REMEMBERED: Final = 256
MOST_SOCKETS: Final = 8
UNKNOWN_PERSON, FOREIGN_PAGE, NO_SUCH_IMAGE, TOO_MANY = 4401, 4403, 4404, 4429
COME_AGAIN: Final = 1013
_open_sockets: Counter[int] = Counter()


class ImageConsumer(AsyncWebsocketConsumer):
    """One socket of one person on one image.

    Client: an interaction plus `mask`, `{"type": "preview", ...}` or `{"type": "ping"}`. Server:
    `{"type": "answer" | "offer" | "preview" | "error" | "revision" | "lease" | "pong", ...}`; after an
    answer, a preview or a revision that changes something comes one binary frame: 16 bytes of op_id and
    the zlib bytes of the patch. An `offer` may follow the answer of a first click: its `alternatives`.
    """

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Whatever comes in. While the database or the broker is away the page is sent away, and comes back."""
        try:
            await super().dispatch(message)
        except AWAY as error:
            log.error("a part of the server is away: %s", error)
            if message["type"] == "websocket.disconnect":
                raise StopConsumer from None
            await self.close(COME_AGAIN)

    async def connect(self) -> None:
        """Let in who may look at the image; others are told why by the close code."""
        self.image_id: int = self.scope["url_route"]["kwargs"]["image_id"]
        self.group = ""
        self.session_key: str | None = None
        self.waiting: dict[str, asyncio.TimerHandle] = {}
        self.asked: OrderedDict[str, None] = OrderedDict()
        await self.accept()
        user = await self._person()
        if user is None:
            return
        self.user = user
        if not await self._may_look():
            return
        if _open_sockets[user.id] >= MOST_SOCKETS:
            await self.close(TOO_MANY)
            return
        _open_sockets[user.id] += 1
        self.group = f"image.{self.image_id}"
        for group in (self.group, f"user.{user.id}"):
            await self.channel_layer.group_add(group, self.channel_name)
        holder = await _in_thread(leases.holder)(self.image_id)
        await self._lease({"type": "lease", "image": self.image_id, "holder": holder})
        await calls.warm(self.image_id)

    async def disconnect(self, code: int) -> None:
        """Leave the group and stop waiting."""
        for timer in self.waiting.values():
            timer.cancel()
        if self.group:
            _open_sockets[self.user.id] -= 1
            for group in (self.group, f"user.{self.user.id}"):
                await self.channel_layer.group_discard(group, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """A message of the page."""
        if not self.group:
            return
        op_id: Any = None
        try:
            message = _parsed(text_data)
            if message.get("type") == "ping":
                await self._tell({"type": "pong"})
                return
            op_id = _named(message)
            if message.get("type") == "preview":
                await self._preview(message)
            else:
                await self._ask(message)
        except Refused as refused:
            await self._error(refused.problem() | {"op_id": op_id})
        except AWAY as error:
            log.error("%s: a part of the server is away: %s", op_id, error)
            await self._error(unavailable().problem() | {"op_id": op_id})

    async def koutu_reply(self, message: dict[str, Any]) -> None:
        """A worker's answer to one of this socket's interactions."""
        reply = message["reply"]
        if "offer" in reply:
            await self._tell({**reply["offer"], "type": "offer"})
            return
        document = reply.get("problem") or reply["body"]
        op_id = str(document.get("op_id"))
        self._settled(op_id)
        if "problem" in reply:
            await self._error(document)
        else:
            kind = "answer" if op_id in self.asked else "preview"
            await self._tell({**document, "type": kind})
            await self._patch(document, reply["patch"])

    async def koutu_event(self, message: dict[str, Any]) -> None:
        """News for everybody who looks at the image."""
        event = dict(message["event"])
        patch = event.pop("patch", b"")
        if event["type"] == "rights":
            await self._may_look()
        elif event["type"] == "lease":
            await self._lease(event)
        elif event.get("op_id") not in self.asked:
            await self._tell(event)
            if event["type"] == "revision":
                await self._patch(event, patch)

    async def _may_look(self) -> bool:
        """Whether the person may see the image now; if not, the socket is closed."""
        try:
            self.user = await _in_thread(sessions.present)(self.user, self.session_key)
            await _in_thread(rights.image)(self.user, self.image_id, Action.VIEW)
        except Refused as refused:
            await self.close(UNKNOWN_PERSON if refused.status == 401 else NO_SUCH_IMAGE)
            return False
        return True

    async def _ask(self, message: dict[str, Any]) -> None:
        asked = requests.parse(message)
        mask_id = message.get("mask")
        if isinstance(mask_id, bool) or not isinstance(mask_id, int) or not 0 < mask_id < 2**63:
            raise Refused("invalid_interaction", "`mask`: the id of a mask.", field="mask")
        if len(self.waiting) >= MOST_WAITING:
            raise Refused("rate_limited", "Too many at once.", status=429, retry_after=1)
        # Of its many spellings the one that answers have.
        op_id = message["op_id"] = str(asked.op_id)
        if op_id in self.waiting:
            return  # it is under way, and will be answered once
        self.asked[op_id] = None
        while len(self.asked) > MOST_REMEMBERED:
            self.asked.popitem(last=False)
        loop = asyncio.get_running_loop()
        self.waiting[op_id] = loop.call_later(calls.PATIENCE, self._give_up, op_id)
        try:
            await calls.send(self.user.id, mask_id, message, self.channel_name)
        except Exception:
            self._settled(op_id)  # nobody has heard of it: it may be sent again at once
            raise

    async def _preview(self, message: dict[str, Any]) -> None:
        asked = previews.parse(message)
        if self.waiting:
            raise previews.dropped("Clicks come first.")
        message["op_id"] = str(asked.op_id)
        await calls.send_preview(self.user.id, self.image_id, message, self.channel_name)

    def _settled(self, op_id: str) -> None:
        timer = self.waiting.pop(op_id, None)
        if timer is not None:
            timer.cancel()

    def _give_up(self, op_id: str) -> None:
        self.waiting.pop(op_id, None)
        problem = calls.timeout().problem() | {"op_id": op_id}
        self.farewell = asyncio.ensure_future(self._error(problem))

    async def _person(self) -> User | None:
        """Who opened the socket: a ticket, or a cookie sent by a page of ours. None = closed."""
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        user: Any = None
        if "ticket" in query:
            user = await _in_thread(tokens.redeem)(query["ticket"][0])
        elif not _ours(self.scope):
            await self.close(FOREIGN_PAGE)
            return None
        else:
            user, self.session_key = self.scope["user"], self.scope["session"].session_key
        if isinstance(user, User) and user.is_authenticated and user.is_active:
            return user
        await self.close(UNKNOWN_PERSON)
        return None

    async def _lease(self, event: dict[str, Any]) -> None:
        holder = event["holder"]
        mine = holder is not None and holder["id"] == self.user.id
        await self._tell({**event, "mine": mine})

    async def _error(self, problem: dict[str, Any]) -> None:
        await self._tell({**problem, "type": "error"})

    async def _tell(self, message: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(message, separators=(",", ":")))

    async def _patch(self, document: dict[str, Any], patch: bytes) -> None:
        if document["bbox"][2]:
            await self.send(bytes_data=uuid.UUID(document["op_id"]).bytes + patch)


def _parsed(text: str | None) -> dict[str, Any]:
    if text is None:
        raise Refused("malformed", "Send JSON as text.")
    if len(text) > LARGEST_MESSAGE:
        raise Refused("too_large", "A message has at most 256 KB.", status=413)
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("malformed", "This is not JSON.") from None
    if not isinstance(message, dict):
        raise Refused("malformed", "A message is a JSON object.")
    return message


def _named(message: dict[str, Any]) -> str | None:
    """The op_id as the message spells it, to be said back; None for what is none."""
    op_id = message.get("op_id")
    return op_id if isinstance(op_id, str) and len(op_id) <= LONGEST_NAME else None


def _ours(scope: dict[str, Any]) -> bool:
    """Whether the page that opens the socket came from this very server."""
    headers = dict(scope["headers"])
    origin = urlsplit(headers.get(b"origin", b"").decode("latin-1"))
    host = headers.get(b"host", b"").decode("latin-1")
    return bool(origin.netloc) and (
        origin.netloc == host and validate_host(origin.hostname or "", settings.ALLOWED_HOSTS)
    )


def _in_thread(function: Any) -> Any:
    """A database function for the event loop, on a connection that is closed afterwards."""
    return database_sync_to_async(function)
