"""What a browser gets that is not the API."""

import warnings
from pathlib import Path

from django.test import Client


def test_every_page_address_gets_the_application(settings, tmp_path: Path) -> None:
    settings.KOUTU_FRONTEND = tmp_path
    assert Client().get("/datasets/3").status_code == 503
    (tmp_path / "index.html").write_text("<title>Koutu</title>")
    for path in ("/", "/datasets/3", "/images/5/edit"):
        answer = Client().get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
        assert b"Koutu" in answer.content
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_hashed_files_are_kept_for_ever(settings, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "main-abc123.js").write_text("let x = 1")
    settings.WHITENOISE_ROOT = tmp_path
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        answer = Client().get("/assets/main-abc123.js")
    assert (answer.status_code, answer.content) == (200, b"let x = 1")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    tag = {"HTTP_IF_MODIFIED_SINCE": answer.headers["Last-Modified"]}
    assert Client().get("/assets/main-abc123.js", **tag).status_code == 304
    assert Client().get("/assets/gone.js").status_code == 404


def test_the_api_never_answers_with_a_page() -> None:
    for path in ("/api/v1/nothing", "/api", "/ws/v1/nothing"):
        answer = Client().get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
