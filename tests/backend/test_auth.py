"""Logging in, keys, tickets."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from backend.models import ApiToken
from backend.services import tokens
from tests.conftest import PASSWORD


def sign_in(client: APIClient, password: str, csrf: str = "", name: str = "admin"):
    body = {"username": name, "password": password}
    return client.post("/api/v1/auth/login", body, format="json", HTTP_X_CSRFTOKEN=csrf)


def test_a_page_signs_in_and_out_with_its_csrf_word(admin) -> None:
    browser = APIClient(enforce_csrf_checks=True)
    assert browser.get("/api/v1/me").status_code == 401
    csrf = browser.get("/api/v1/auth/csrf").json()["csrf"]
    assert "csrftoken" in browser.cookies
    assert sign_in(browser, PASSWORD, csrf).json()["username"] == "admin"
    assert browser.get("/api/v1/me").json()["is_admin"] is True
    csrf = browser.get("/api/v1/auth/csrf").json()["csrf"]
    out = browser.post("/api/v1/auth/logout", HTTP_X_CSRFTOKEN=csrf)
    assert out.status_code == 204
    assert browser.get("/api/v1/me").status_code == 401


def test_nothing_changes_without_the_csrf_word(admin) -> None:
    browser = APIClient(enforce_csrf_checks=True)
    assert sign_in(browser, PASSWORD).json()["code"] == "csrf_failed"
    sign_in(browser, PASSWORD, browser.get("/api/v1/auth/csrf").json()["csrf"])
    refused = browser.post("/api/v1/datasets", {"name": "x"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")


def test_the_session_cookie_is_out_of_reach_of_scripts(admin) -> None:
    browser = APIClient()
    sign_in(browser, PASSWORD)
    cookie = browser.cookies["koutu_session"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_five_wrong_passwords_a_minute_are_enough(admin) -> None:
    client = APIClient()
    for _ in range(5):
        assert sign_in(client, "wrong").json()["code"] == "wrong_login"
    limited = sign_in(client, PASSWORD)
    assert (limited.status_code, limited.json()["code"]) == (429, "rate_limited")
    assert int(limited.headers["Retry-After"]) > 0
    assert sign_in(client, "wrong", name="somebody").json()["code"] == "wrong_login"


def test_right_passwords_do_not_count(admin) -> None:
    client = APIClient()
    body = {"username": "admin", "password": PASSWORD}
    for _ in range(7):
        assert client.post("/api/v1/auth/tokens", body, format="json").status_code == 200


def with_key(key: str) -> APIClient:
    return APIClient(HTTP_AUTHORIZATION=f"Token {key}")


def test_a_key_is_kept_only_as_a_digest(admin) -> None:
    _, key = tokens.issue(admin, "robot")
    assert with_key(key).get("/api/v1/me").json()["username"] == "admin"
    assert not any(key in str(value) for value in ApiToken.objects.values().get().values())


@pytest.mark.parametrize("spoil", ["unknown", "expired", "closed"])
def test_a_key_that_is_not_valid_is_refused(admin, spoil: str) -> None:
    past = timezone.now() - timedelta(seconds=1)
    _, key = tokens.issue(admin, "robot", expires=past if spoil == "expired" else None)
    if spoil == "closed":
        admin.is_active = False
        admin.save()
    answer = with_key("kt_nobody" if spoil == "unknown" else key).get("/api/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")


def test_a_reading_key_only_reads(admin) -> None:
    _, key = tokens.issue(admin, "robot", scopes=[tokens.READ_ONLY])
    assert with_key(key).get("/api/v1/datasets").status_code == 200
    refused = with_key(key).post("/api/v1/datasets", {"name": "x"}, format="json")
    assert refused.status_code == 403


def test_a_ticket_works_once(admin) -> None:
    word = tokens.ticket(admin)
    assert tokens.redeem(word) == admin
    assert tokens.redeem(word) is None


def test_preferences_hold_plain_values_only(admin) -> None:
    client = APIClient()
    client.force_authenticate(admin)
    good = {"preferences": {"theme": "dark", "language": "zh"}}
    assert client.patch("/api/v1/me", good, format="json").json()["preferences"]["theme"] == "dark"
    for bad in ({"theme": "<img>"}, {"a b": 1}, {"keys": {"x": "y"}}):
        assert client.patch("/api/v1/me", {"preferences": bad}, format="json").status_code == 400
    assert client.get("/api/v1/me").json()["preferences"] == good["preferences"]


def test_passwords_of_accounts_are_checked(admin) -> None:
    client = APIClient()
    client.force_authenticate(admin)
    body = {"username": "eve", "password": "password"}
    refused = client.post("/api/v1/users", body, format="json")
    assert (refused.status_code, refused.json()["code"]) == (400, "weak_password")


def test_the_last_administrator_cannot_be_closed(admin) -> None:
    client = APIClient()
    client.force_authenticate(admin)
    refused = client.delete(f"/api/v1/users/{admin.id}")
    assert (refused.status_code, refused.json()["code"]) == (409, "last_admin")
    admin.refresh_from_db()
    assert admin.is_active
