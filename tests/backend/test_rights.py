"""Who may use which route: the table against the URLs, and the table against what happens."""

import pytest
from django.urls import URLPattern

from backend.api.rights import ROUTES, Anyone
from backend.models import ApiToken, Image
from backend.services.rights import ALLOWED, Action
from tests.backend.conftest import ROLES, api, routes

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Lists that show each person what is theirs, and keys that are one's own.
OWN = {"datasets", "images", "image-ids", "jobs", "tokens", "token", "me", "schema"}
OWN |= {"auth-logout", "auth-ticket", "queue-next", "exports"}
# Who started a job, or an admin, cancels and repeats it: tests/backend/test_jobs.py.
OTHERS = {("job", "DELETE"), ("job-retry", "POST")}


def methods(pattern: URLPattern) -> set[str]:
    """The methods that the route's view answers."""
    view = pattern.callback.view_class
    return {method for method in METHODS if hasattr(view, method.lower())}


def test_every_route_and_method_stands_in_the_table() -> None:
    assert {name: methods(p) for name, p in routes().items()} == {
        name: set(table) for name, table in ROUTES.items()
    }


CASES = [(name, method) for name, table in ROUTES.items() for method in table]
BOUND = [case for case in CASES if isinstance(ROUTES[case[0]][case[1]], Action)]
BOUND = [case for case in BOUND if case[0] not in OWN]
BY_ROLE = [case for case in BOUND if case not in OTHERS]


@pytest.mark.parametrize(("name", "method"), CASES)
def test_who_is_not_logged_in_gets_nothing(name: str, method: str, address) -> None:
    answer = api(None).generic(method, address(name), "{}", "application/json")
    if ROUTES[name][method] is Anyone.PUBLIC:
        assert answer.status_code not in (401, 403) or answer.json()["code"] in (
            "wrong_login",
            "csrf_failed",
        )
    else:
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize(("name", "method"), BOUND)
def test_strangers_are_told_that_nothing_is_there(name: str, method: str, address, person) -> None:
    client = api(person("stranger"))
    answer = client.generic(method, address(name), "{}", "application/json")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("name", "method"), BY_ROLE)
def test_members_may_what_their_role_allows(
    name: str, method: str, role: str, address, person
) -> None:
    user = person(role)
    body = '{"op_id": "no id"}'  # nothing that is let through gets as far as a worker
    answer = api(user).generic(method, address(name), body, "application/json")
    if ROUTES[name][method] in ALLOWED[role]:
        assert answer.status_code not in (401, 404) or answer.json()["code"] != "not_found"
        assert answer.status_code != 403 or answer.json()["code"] == "forbidden"
        assert answer.status_code not in (401, 403, 500)
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_accounts_are_for_server_administrators(method: str, person) -> None:
    client = api(person("admin"))
    answer = client.generic(method, "/api/v1/users", "{}", "application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_lists_show_only_what_one_is_a_member_of(image: Image, person) -> None:
    stranger, viewer = api(person("stranger")), api(person("viewer"))
    for path in ("datasets", "images", "jobs"):
        assert stranger.get(f"/api/v1/{path}").json()["results"] == []
    assert [d["name"] for d in viewer.get("/api/v1/datasets").json()["results"]] == ["shoes"]
    assert [i["key"] for i in viewer.get("/api/v1/images").json()["results"]] == ["a/shoe"]
    other = stranger.get(f"/api/v1/images?dataset={image.dataset_id}")
    assert other.json()["results"] == []


def test_others_keys_cannot_be_withdrawn(address, person) -> None:
    answer = api(person("stranger")).delete(address("token"))
    assert answer.status_code == 404
    assert ApiToken.objects.count() == 1
