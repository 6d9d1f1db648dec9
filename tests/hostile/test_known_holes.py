"""What was published about comparable tools: the classes of which no other test speaks. All are in THREAT_MODEL.md."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as configured
from django.test import Client

from tests.backend.conftest import api, routes
from tests.conftest import PASSWORD
from tests.server import ROOT

SCRIPT = "<script>alert(1)</script>"
LISTS = ["images", "images/ids", "datasets", "users", "audit", "jobs", "tokens", "sessions"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "field", ["password", "dataset__memberships__user__password", "owner__password"]
)
def test_no_field_is_found_out_letter_by_letter(name: str, field: str, admin, image) -> None:
    known = api(admin).get(f"/api/v1/{name}", {"limit": 5})
    for how, value in (("startswith", "md5"), ("startswith", "no such"), ("regex", "(a+)+$")):
        asked = api(admin).get(f"/api/v1/{name}", {f"{field}__{how}": value, "limit": 5})
        assert asked.status_code == 400 or asked.content == known.content, asked.content
        assert b"md5$" not in asked.content


@pytest.mark.parametrize("path", ["/", "/api/v1/images/", "/api/v1/images?ordering=", "/images/"])
def test_nothing_of_an_address_comes_back_as_markup(path: str, admin) -> None:
    answer = api(admin).get(path + quote(SCRIPT))
    html = answer.headers["Content-Type"].startswith("text/html")
    assert not html or SCRIPT.encode() not in answer.content
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """Somebody who would notice that the server asks."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.setblocking(False)
        yield listener


def test_no_address_is_ever_fetched_for_anybody(listening, admin, dataset) -> None:
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/a.zip"
    path = f"/api/v1/datasets/{dataset.id}/imports"
    for body in ({"url": url}, {"path": url}, {"file": url}, {"path": f"//{url}"}):
        answer = api(admin).post(path, body, format="json")
        assert 400 <= answer.status_code < 500, answer.content
    with pytest.raises(BlockingIOError):
        listening.accept()


def test_nothing_that_could_run_is_ever_unpacked() -> None:
    loads = re.compile(
        r"\b(pickle|marshal|shelve|dill|joblib)\b|yaml\.load\(|(?<!\.)\b(eval|exec)\("
        r"|torch\.load\((?!.*weights_only=True)"
    )
    for room in ("backend", "annotator", "reviewer", "ml"):
        for file in (ROOT / room).rglob("*.py"):
            found = loads.search(file.read_text())
            assert found is None, (file, found)
    assert configured.CELERY_ACCEPT_CONTENT == ["json"]
    assert configured.CELERY_TASK_SERIALIZER == "json"


@pytest.mark.parametrize("way", ["/assets/../../secret", "/assets../secret", "/assets/..%2f..%2fsecret",
                                 "/assets/%2e%2e/%2e%2e/secret", "/assets//../../secret", "/..%2fsecret"])  # fmt: skip
def test_no_alias_reads_what_lies_beside_the_pages(way: str, settings, tmp_path: Path) -> None:
    (tmp_path / "dist" / "assets").mkdir(parents=True)
    (tmp_path / "dist" / "index.html").write_text("the page")
    (tmp_path / "secret").write_text("what nobody is to read")
    settings.KOUTU_FRONTEND = settings.WHITENOISE_ROOT = tmp_path / "dist"
    assert b"nobody" not in Client().get(way).getvalue()


def test_each_class_names_a_test_that_is_there() -> None:
    text = (ROOT / "docs" / "THREAT_MODEL.md").read_text()
    part = text.split("## Known holes of others")[1].split("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("| ")][1:]
    named = [re.findall(r"`(\S+)::(\w+)`", row.split("|")[-2]) for row in rows]
    assert len(named) >= 13 and all(named), named
    for file, test in (pair for pairs in named for pair in pairs):
        assert f"def {test}(" in (ROOT / "tests" / file).read_text(), (file, test)


def test_nobody_registers_themselves(admin) -> None:
    body = {"username": "eve", "password": PASSWORD}
    assert api(None).post("/api/v1/users", body, format="json").status_code == 401
    assert not [name for name in routes() if re.search("regist|signup|sign-up|invite", name)]
