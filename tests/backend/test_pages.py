"""What a browser gets that is not the API."""

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


def test_the_api_never_answers_with_a_page() -> None:
    for path in ("/api/v1/nothing", "/api", "/ws/v1/nothing"):
        answer = Client().get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
