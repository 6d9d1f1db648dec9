"""What every answer says to the browser, and which requests are believed."""

import pytest
from rest_framework.test import APIClient

from tests.backend.conftest import api
from tests.backend.test_auth import sign_in
from tests.conftest import PASSWORD

PATHS = ["/", "/login", "/api/v1/health/live", "/api/v1/me", "/api/v1/nothing", "/metrics"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_forbids_what_nobody_needs(path: str, db) -> None:
    headers = APIClient().get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'" and policy["object-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'" and policy["base-uri"] == "'self'"
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert "'unsafe-eval'" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Server" not in headers and "X-Powered-By" not in headers


def test_behind_https_cookies_and_browsers_stay_with_it(admin, settings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    browser = APIClient()
    browser.get("/api/v1/auth/csrf")
    sign_in(browser, PASSWORD)
    session, csrf = browser.cookies["koutu_session"], browser.cookies["csrftoken"]
    assert session["secure"] and session["httponly"] and session["samesite"] == "Lax"
    assert csrf["secure"] and csrf["samesite"] == "Lax"
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 60, True
    assert APIClient().get("/login").status_code == 301
    secure = APIClient().get("/api/v1/health/live", secure=True)
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=60")


@pytest.mark.parametrize("header", [{"HTTP_ORIGIN": "https://evil.example"}, {}])
def test_a_page_of_others_changes_nothing(admin, header: dict[str, str]) -> None:
    browser = APIClient(enforce_csrf_checks=True)
    csrf = browser.get("/api/v1/auth/csrf").json()["csrf"]
    assert sign_in(browser, PASSWORD, csrf).status_code == 200
    token = browser.cookies["csrftoken"].value if header else ""
    refused = browser.post(
        "/api/v1/datasets", {"name": "x"}, format="json", HTTP_X_CSRFTOKEN=token, **header
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")


def test_no_get_changes_anything_and_forms_of_other_pages_are_not_read(admin) -> None:
    for path in ("/api/v1/auth/logout", "/api/v1/exports", "/api/v1/queue/next"):
        assert api(admin).get(path).status_code == 405
    form = api(admin).post(
        "/api/v1/datasets", "name=x", content_type="application/x-www-form-urlencoded"
    )
    assert form.status_code == 415


@pytest.mark.parametrize("trusted", [False, True])
def test_a_forwarded_address_counts_only_behind_a_proxy_of_ours(
    admin, settings, trusted: bool
) -> None:
    settings.KOUTU_PROXIED = trusted
    client = APIClient()
    body = {"username": "admin", "password": "wrong"}
    codes = [
        client.post("/api/v1/auth/tokens", body, format="json",
                    HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code
        for n in range(7)
    ]  # fmt: skip
    assert (429 in codes) is not trusted
