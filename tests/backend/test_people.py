"""Accounts, their passwords, tokens, sessions and profiles, as people and programs meet them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from backend.models import ApiToken, AuditEntry, Image, User
from backend.services import masks, tokens, users
from tests.backend.conftest import api
from tests.backend.test_auth import sign_in, with_key
from tests.conftest import PASSWORD

OTHER = "another long password"
SCOPED = ["annotate", "review", "import", "export", "manage", "read"]


def browser_of(name: str, password: str = PASSWORD, agent: str = "Firefox") -> APIClient:
    browser = APIClient(HTTP_USER_AGENT=agent)
    assert sign_in(browser, password, name=name).status_code == 200
    return browser


def add(admin: User, **more: object) -> dict:
    body = {"username": "li", "password": PASSWORD, "first_name": "Wei", "last_name": "Li"}
    answer = api(admin).post("/api/v1/users", body | more, format="json")
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_an_administrator_makes_an_account_that_can_sign_in(admin) -> None:
    made = add(admin)
    assert (made["name"], made["is_admin"], made["memberships"]) == ("Wei Li", False, [])
    assert browser_of("li").get("/api/v1/me").json()["name"] == "Wei Li"
    again = api(admin).post("/api/v1/users", {"username": "LI", "password": OTHER}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "username_taken")


def test_a_chinese_name_is_written_as_one(admin) -> None:
    assert add(admin, username="zhang", first_name="敏", last_name="张")["name"] == "张敏"


def test_a_closed_account_is_out_at_once_and_can_come_back(admin) -> None:
    made = add(admin)
    browser, key = browser_of("li"), tokens.issue(User.objects.get(id=made["id"]), "robot")[1]
    path = f"/api/v1/users/{made['id']}"
    assert api(admin).patch(path, {"is_active": False}, format="json").status_code == 200
    assert browser.get("/api/v1/me").status_code == 401
    assert with_key(key).get("/api/v1/me").status_code == 401
    assert sign_in(APIClient(), PASSWORD, name="li").json()["code"] == "wrong_login"
    assert api(admin).patch(path, {"is_active": True}, format="json").status_code == 200
    assert browser_of("li").get("/api/v1/me").status_code == 200
    assert with_key(key).get("/api/v1/me").status_code == 200


def test_a_password_that_is_reset_ends_what_the_old_one_gave(admin) -> None:
    made = add(admin)
    browser = browser_of("li")
    login = {"username": "li", "password": PASSWORD}
    by_password = APIClient().post("/api/v1/auth/tokens", login, format="json").json()["token"]
    changed = api(admin).patch(f"/api/v1/users/{made['id']}", {"password": OTHER}, format="json")
    assert changed.status_code == 200
    assert browser.get("/api/v1/me").status_code == 401
    assert with_key(by_password).get("/api/v1/me").status_code == 401
    assert browser_of("li", OTHER).get("/api/v1/me").status_code == 200


def test_ones_own_password_wants_the_old_one_and_ends_other_sessions(admin) -> None:
    here, there = browser_of("admin"), browser_of("admin", agent="Safari")
    wrong = here.patch("/api/v1/me", {"password": OTHER, "current_password": "no"}, format="json")
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    without = here.patch("/api/v1/me", {"password": OTHER}, format="json")
    assert (without.status_code, without.json()["code"]) == (400, "invalid")
    assert there.get("/api/v1/me").status_code == 200
    body = {"password": OTHER, "current_password": PASSWORD}
    assert here.patch("/api/v1/me", body, format="json").status_code == 200
    assert here.get("/api/v1/me").status_code == 200
    assert there.get("/api/v1/me").status_code == 401
    assert sign_in(APIClient(), PASSWORD).status_code == 401


def test_the_current_password_cannot_be_tried_without_end(admin) -> None:
    body = {"password": OTHER, "current_password": "no"}
    here = browser_of("admin")
    codes = [here.patch("/api/v1/me", body, format="json").status_code for _ in range(6)]
    assert codes == [403] * 5 + [429]


def test_a_deleted_person_is_gone_but_what_they_made_bears_their_name(
    admin, image: Image, person
) -> None:
    wei = person("annotator", "wei")
    users.change(admin, wei, {"first_name": "Wei", "last_name": "Li"})
    mask = masks.create(image, wei, label="product")
    api(wei).put(f"/api/v1/masks/{mask.id}", _png(), content_type="image/png", HTTP_IF_MATCH='"v0"')
    assert api(admin).delete(f"/api/v1/users/{wei.id}").status_code == 204
    (revision,) = api(admin).get(f"/api/v1/masks/{mask.id}/revisions").json()["results"]
    assert revision["author"]["name"] == "Wei Li"
    assert "wei" not in str(api(admin).get("/api/v1/users").json())
    assert sign_in(APIClient(), PASSWORD, name="wei").status_code == 401
    assert api(admin).patch(f"/api/v1/users/{wei.id}", {}, format="json").status_code == 404
    assert add(admin, username="wei")["id"] != wei.id
    acts = api(admin).get("/api/v1/audit?action=user.delete").json()["results"]
    assert [(a["object_name"], a["actor_name"]) for a in acts] == [("wei", "admin")]


def _png() -> bytes:
    from tests import pictures

    return pictures.png(pictures.ellipse())


def test_the_last_administrator_stays_one(admin) -> None:
    for method, body in (("patch", {"is_admin": False}), ("patch", {"is_active": False}),
                         ("delete", None)):  # fmt: skip
        answer = getattr(api(admin), method)(f"/api/v1/users/{admin.id}", body, format="json")
        assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")
    assert User.objects.get(id=admin.id).is_superuser


def test_a_token_from_a_password_ends_some_day(admin, settings) -> None:
    login = {"username": "admin", "password": PASSWORD}
    answer = APIClient().post("/api/v1/auth/tokens", login, format="json").json()
    row = ApiToken.objects.get()
    days = (row.expires - timezone.now()) / timedelta(days=1)
    assert settings.KOUTU_LOGIN_TOKEN_DAYS - 0.01 < days <= settings.KOUTU_LOGIN_TOKEN_DAYS
    ApiToken.objects.update(expires=timezone.now())
    assert with_key(answer["token"]).get("/api/v1/me").status_code == 401


def test_a_program_that_logs_in_each_time_leaves_no_heap(admin, settings) -> None:
    made = tokens.issue(admin, "kept")[1]
    first = tokens.by_password(admin)[1]
    last = [tokens.by_password(admin)[1] for _ in range(tokens.MOST_BY_PASSWORD)][-1]
    assert ApiToken.objects.count() == tokens.MOST_BY_PASSWORD + 1
    assert with_key(first).get("/api/v1/me").status_code == 401
    for key in (last, made):
        assert with_key(key).get("/api/v1/me").status_code == 200


def test_a_token_is_made_shown_once_used_and_withdrawn(admin) -> None:
    client = api(admin)
    until = (timezone.now() + timedelta(days=1)).isoformat()
    body = {"name": "robot", "scopes": ["read"], "expires": until}
    made = client.post("/api/v1/tokens", body, format="json").json()
    assert with_key(made["token"]).get("/api/v1/me").status_code == 200
    (listed,) = client.get("/api/v1/tokens").json()["results"]
    assert listed["last_used"] and "token" not in listed and listed["scopes"] == ["read"]
    assert client.delete(f"/api/v1/tokens/{made['id']}").status_code == 204
    assert with_key(made["token"]).get("/api/v1/me").status_code == 401
    for bad in ({"scopes": []}, {"scopes": ["root"]}, {"expires": "2020-01-01T00:00:00Z"}):
        answer = client.post("/api/v1/tokens", {"name": "x"} | bad, format="json")
        assert answer.status_code == 400


@pytest.mark.parametrize("scope", SCOPED)
def test_a_scope_is_the_most_that_a_token_may(scope: str, image: Image, admin) -> None:
    client = with_key(tokens.issue(admin, "robot", scopes=[scope])[1])
    dataset = image.dataset_id
    asks = {
        "annotate": ("post", f"/api/v1/images/{image.id}/masks", {}),
        "import": ("post", f"/api/v1/datasets/{dataset}/imports", {}),
        "export": ("post", "/api/v1/exports", {"dataset": dataset, "format": "png"}),
        "manage": ("patch", f"/api/v1/datasets/{dataset}", {"name": "n"}),
    }
    assert client.get(f"/api/v1/images/{image.id}").status_code == 200
    assert client.get("/api/v1/images").status_code == 200
    for needed, (method, path, body) in asks.items():
        answer = getattr(client, method)(path, body, format="json")
        may = needed == scope or (scope, needed) == ("review", "annotate")
        assert (answer.status_code != 403) == may, (scope, needed, answer.content)
    for path in ("/api/v1/tokens", "/api/v1/users"):
        body = {"name": "more", "username": "eve", "password": PASSWORD}
        assert client.post(path, body, format="json").status_code == 403
    opens = client.post("/api/v1/auth/ticket").status_code
    assert opens == (200 if scope in ("annotate", "review") else 403)


def test_sessions_are_seen_and_ended(admin) -> None:
    here, there = browser_of("admin", agent="Firefox"), browser_of("admin", agent="Safari")
    rows = here.get("/api/v1/sessions").json()["results"]
    assert {row["browser"]: row["current"] for row in rows} == {"Firefox": True, "Safari": False}
    keys = [client.cookies["koutu_session"].value for client in (here, there)]
    assert not any(key in str(rows) for key in keys)
    (other,) = [row["id"] for row in rows if not row["current"]]
    assert here.delete(f"/api/v1/sessions/{other}").status_code == 204
    assert there.get("/api/v1/me").status_code == 401
    assert here.get("/api/v1/me").status_code == 200
    third = browser_of("admin")
    assert here.delete("/api/v1/sessions").status_code == 204
    assert third.get("/api/v1/me").status_code == 401
    assert here.get("/api/v1/me").status_code == 200


def test_nobody_ends_the_sessions_of_others(admin, person) -> None:
    person("viewer", "vera")
    mine = browser_of("admin").get("/api/v1/sessions").json()["results"][0]["id"]
    assert browser_of("vera").delete(f"/api/v1/sessions/{mine}").status_code == 404


def test_a_profile_keeps_language_theme_and_keys(admin) -> None:
    client = api(admin)
    first = {"preferences": {"language": "zh", "theme": "dark"}, "first_name": "Ada"}
    assert client.patch("/api/v1/me", first, format="json").json()["name"] == "Ada"
    keys = {"editor.undo": ["Ctrl+Z", "U"], "wall.next": [], "editor.cleanup.fill": ["Alt+["]}
    second = {"preferences": {"theme": None}, "key_map": keys}
    me = client.patch("/api/v1/me", second, format="json").json()
    assert me["preferences"] == {"language": "zh"} and me["key_map"] == keys


@pytest.mark.parametrize(
    "body",
    [
        {"preferences": {"language": "xx"}},
        {"preferences": {"theme": ["dark"]}},
        {"key_map": {"editor.undo": ["<img onerror=x>"]}},
        {"key_map": {"<b>": ["U"]}},
        {"key_map": {"editor.undo": "U"}},
        {"key_map": {"__proto__": ["U"]}},
        {"key_map": {"editor.undo": ["Ctrl+Zz"]}},
        {"key_map": {"editor.undo": ["Shift+Ctrl+Z"]}},
        {"key_map": {"editor.undo": ["Esc"]}},
        {"key_map": {"editor.undo": ["A", "B", "C", "D", "E"]}},
        {"first_name": "x" * 200},
    ],
)
def test_a_profile_takes_nothing_that_a_page_could_take_for_markup(admin, body: dict) -> None:
    assert api(admin).patch("/api/v1/me", body, format="json").status_code == 400
    assert User.objects.get(id=admin.id).key_map == {}


def test_a_profile_cannot_make_its_person_an_administrator(person) -> None:
    viewer = person("viewer")
    body = {"is_admin": True, "is_superuser": True, "is_staff": True, "is_active": True}
    assert api(viewer).patch("/api/v1/me", body, format="json").json()["is_admin"] is False
    assert not User.objects.get(id=viewer.id).is_superuser


def test_members_come_change_and_go(dataset, admin, person) -> None:
    person("stranger", "wei")
    path = reverse("members", kwargs={"dataset_id": dataset.id})
    client, wei = api(admin), api(User.objects.get(username="wei"))
    assert wei.get(f"/api/v1/datasets/{dataset.id}").status_code == 404
    added = client.post(path, {"username": "wei", "role": "viewer"}, format="json").json()
    assert wei.get(f"/api/v1/datasets/{dataset.id}").json()["role"] == "viewer"
    twice = client.post(path, {"username": "wei", "role": "viewer"}, format="json")
    assert twice.json()["code"] == "already_member"
    one = f"/api/v1/members/{added['id']}"
    assert client.patch(one, {"role": "reviewer"}, format="json").json()["role"] == "reviewer"
    assert client.delete(one).status_code == 204
    assert wei.get(f"/api/v1/datasets/{dataset.id}").status_code == 404
    history = AuditEntry.objects.filter(action__startswith="member.").order_by("id")
    assert [(e.action, e.before, e.object_name) for e in history] == [
        ("member.add", None, "wei"),
        ("member.role", {"role": "viewer"}, "wei"),
        ("member.remove", {"user": added["user"]["id"], "role": "reviewer"}, "wei"),
    ]
