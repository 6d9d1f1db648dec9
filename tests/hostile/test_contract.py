"""Requests that schemathesis makes from the contract, right ones and wrong ones: what the server answers is what the
contract says, or a refusal that a program can read.
"""

import json
from collections.abc import Iterator

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from backend.models import Image, User
from backend.services import tokens
from tests.backend.conftest import things
from tests.server import ROOT

CONTRACT = json.loads((ROOT / "tests" / "openapi.json").read_text())
BASE = "http://localhost/api/v1"
CHECKS = [content_type_conformance, response_schema_conformance]
server = WSGIHandler()
# These two wait for a worker, and there is none here: tests/hostile/test_shapes.py has what they refuse.
schema = schemathesis.openapi.from_dict(CONTRACT).exclude(
    path=["/images/{image_id}/preview", "/masks/{mask_id}/interactions"]
)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests within the test's transaction: its connection is not to be closed between them."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def held(image: Image, admin: User) -> dict[str, int | str]:
    """What there is, the same for all requests to a route."""
    return things(image, admin)


# The client leaves it to chance when a request's uploads are closed, and then they are in the blobs already.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@schema.parametrize()
@hypothesis.settings(max_examples=6, suppress_health_check=list(hypothesis.HealthCheck))
def test_an_answer_is_what_the_contract_says(
    case: schemathesis.Case, admin: User, held: dict[str, int | str]
) -> None:
    _, key = tokens.issue(admin, "tests")
    case.path_parameters = {name: held[name] for name in case.path_parameters}
    answer = case.call(app=server, base_url=BASE, headers={"Authorization": f"Token {key}"})
    case.validate_response(answer, checks=CHECKS)
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]
        assert answer.json()["code"] not in ("", "internal")
