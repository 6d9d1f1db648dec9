"""The browser's application: one page for every address that is not the API's."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

NOT_BUILT = "The pages are not built yet: run `make run`, or `npm run build` in frontend/.\n"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """`index.html`; its router knows the address. Never cached: it names the hashed files."""
    index = settings.KOUTU_FRONTEND / "index.html"
    if not index.is_file():
        return HttpResponse(NOT_BUILT, status=503, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(index.read_bytes(), content_type="text/html; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
