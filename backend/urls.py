"""All addresses: the API of every room, and the pages for the rest."""

from django.urls import include, path, re_path

from backend.api import problems
from backend.api.views.system import Metrics
from backend.pages import page

urlpatterns = [
    path("metrics", Metrics.as_view(), name="metrics"),
    path("api/v1/", include("backend.api.urls")),
    path("api/v1/", include("annotator.urls")),
    path("api/v1/", include("reviewer.urls")),
    re_path(r"^(?:api|ws)(?:/.*)?$", problems.no_such_route),
    re_path(r"^(?!assets/).*$", page),
]
handler404 = problems.no_such_route
handler500 = problems.server_error
