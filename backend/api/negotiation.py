"""What is answered to which `Accept`."""

from collections.abc import Sequence

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class Lenient(DefaultContentNegotiation):
    """As usual; but who accepts nothing that we have gets the route's first format, not an error."""

    def select_renderer(
        self, request: Request, renderers: Sequence[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """The renderer and its media type."""
        try:
            return super().select_renderer(request, renderers, None)
        except NotAcceptable:
            return renderers[0], renderers[0].media_type or "application/json"
