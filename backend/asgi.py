"""The server's entry: HTTP to Django, sockets to the consumers, and the loop that events go through."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
http = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402  # needs the applications above
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402

from annotator.routing import websocket_urlpatterns  # noqa: E402
from backend import parent, realtime  # noqa: E402

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def lifespan(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Remember the server's loop from its start to its end, which is at the latest that of who started it."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            realtime.capture(asyncio.get_running_loop())
            parent.follow()
            await send({"type": "lifespan.startup.complete"})
        else:
            realtime.capture(None)
            await send({"type": "lifespan.shutdown.complete"})
            return


async def no_socket(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """A socket to nowhere is refused."""
    await receive()
    await send({"type": "websocket.close", "code": 4404})


class Sockets:
    """The sockets' routes; an unknown address is closed, not an error in the log."""

    def __init__(self) -> None:
        self.known = AuthMiddlewareStack(URLRouter(websocket_urlpatterns))

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Route one socket."""
        paths = (route.pattern.match(scope["path"].lstrip("/")) for route in websocket_urlpatterns)
        chosen = self.known if any(paths) else no_socket
        await chosen(scope, receive, send)


application = ProtocolTypeRouter({"http": http, "websocket": Sockets(), "lifespan": lifespan})
