"""Every error is a problem document with a stable code."""

import json

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from kombu.exceptions import OperationalError as QueueError
from redis.exceptions import RedisError

from backend.api import problems
from backend.api.rights import ROUTES
from tests.backend.conftest import api


@pytest.mark.parametrize(
    ("method", "path", "body", "kind", "status", "code"),
    [
        ("GET", "nothing/here", "", "", 404, "not_found"),
        ("GET", "images/999999", "", "", 404, "not_found"),
        ("GET", "images/99999999999999999999999", "", "", 404, "not_found"),
        ("DELETE", "datasets", "", "", 405, "method_not_allowed"),
        ("POST", "datasets", "{not json", "application/json", 400, "malformed"),
        ("POST", "datasets", "<a/>", "application/xml", 415, "unsupported_media_type"),
        ("POST", "datasets", "{}", "application/json", 400, "invalid"),
        ("GET", "images?password=x", "", "", 400, "unknown_filter"),
        ("GET", "images?dataset__owner=x", "", "", 400, "unknown_filter"),
        ("GET", "images?dataset=abc", "", "", 400, "invalid_filter"),
        ("GET", "images?score_lt=nan", "", "", 400, "invalid_filter"),
        ("GET", "images?state=gone", "", "", 400, "invalid_filter"),
        ("GET", "images?changed_since=yesterday", "", "", 400, "invalid_filter"),
        ("GET", "images?ordering=password", "", "", 400, "invalid_ordering"),
        ("GET", "images?cursor=abcdef", "", "", 400, "invalid_cursor"),
        ("GET", "images?limit=-1", "", "", 400, "invalid_limit"),
    ],
)
def test_errors_are_problem_documents(admin, method, path, body, kind, status, code) -> None:
    answer = api(admin).generic(method, f"/api/v1/{path}", body, kind or "application/json")
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["detail"] and problem["title"] and problem["type"].startswith("urn:")


def test_who_accepts_only_pictures_still_gets_the_problem(admin) -> None:
    answer = api(admin).get("/api/v1/masks/99", HTTP_ACCEPT="image/png")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_body_that_is_too_large_is_refused(admin, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = api(admin).post("/api/v1/datasets", {"name": "x" * 2000}, format="json")
    assert answer.status_code in (400, 413)
    assert answer.json()["code"] in ("too_large", "malformed", "invalid")


BODIES = [
    "[]",
    "5",
    '"text"',
    "null",
    '{"op_id": [], "dataset": {}, "number": {}}',
    '{"": ""}',
    "[[]]",
]
TRIED = [(name, method) for name, table in ROUTES.items() for method in table if method != "GET"]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(("name", "method"), TRIED)
def test_no_body_makes_the_server_fail(name: str, method: str, body: str, address, admin) -> None:
    for kind in ("application/json", "multipart/form-data; boundary=x", "image/png"):
        client = api(admin)
        answer = client.generic(method, address(name), body, kind, HTTP_IF_MATCH='"v0"')
        assert answer.status_code < 500, answer.content
        if answer.status_code >= 400:
            assert answer.json()["code"]


@pytest.mark.parametrize(
    "away",
    [
        OperationalError("the database system is starting up"),
        RedisError("gone"),
        QueueError("gone"),
    ],
)
def test_while_a_part_of_the_server_is_away_programs_are_told_to_come_again(away) -> None:
    request = RequestFactory().get("/api/v1/me")
    answer = problems.answer(away, {"request": request})
    assert (answer.status_code, json.loads(answer.content)["code"]) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "2" and "starting" not in answer.content.decode()
