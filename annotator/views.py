"""The HTTP twin of the socket."""

import base64

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from annotator import calls, previews, requests
from annotator.description import INTERACTION, PREVIEW, PreviewedSerializer
from backend import realtime
from backend.api.base import View
from backend.api.serializers.images import AnswerSerializer
from backend.errors import Refused


class Interactions(View):
    """Clicks, strokes, tools, undo and redo on one mask."""

    @extend_schema(request=INTERACTION, responses=AnswerSerializer)
    def post(self, request: Request, mask_id: int) -> Response:
        """Perform `{op_id, base, kind, ...}`; answered when it is done, 504 after 5 s."""
        self.mask(mask_id)
        requests.parse(request.data)
        reply = realtime.submit(calls.ask(self.user.id, mask_id, request.data)).result()
        if "problem" in reply:
            raise problem(reply["problem"])
        body = {**reply["body"], "patch": base64.b64encode(reply["patch"]).decode()}
        return Response(body, headers={"ETag": f'"v{body["version"]}"'})


class Preview(View):
    """What a click on an object of the image would do."""

    @extend_schema(request=PREVIEW, responses=PreviewedSerializer)
    def post(self, request: Request, image_id: int) -> Response:
        """Look at `{op_id, mask, base, x, y, positive}`; nothing is saved. 503 `preview_dropped` while
        clicks wait, or another preview of the same person.
        """
        self.image(image_id)
        previews.parse(request.data)
        reply = realtime.submit(calls.ask_preview(self.user.id, image_id, request.data)).result()
        if "problem" in reply:
            raise problem(reply["problem"])
        return Response({**reply["body"], "patch": base64.b64encode(reply["patch"]).decode()})


def problem(document: dict[str, object]) -> Refused:
    """The refusal that a worker sent as a problem document."""
    known = ("type", "title", "status", "code", "detail")
    extra = {name: value for name, value in document.items() if name not in known}
    status = document["status"]
    return Refused(
        str(document["code"]), str(document["detail"]),
        status=status if isinstance(status, int) else 500, **extra,
    )  # fmt: skip
