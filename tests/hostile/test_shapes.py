"""Requests of the wrong shape, made from the contract: every route, every field, every kind of wrong value. What
the server answers is a refusal that a program can read, never an error of its own.
"""

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.backend.conftest import api
from tests.server import ROOT

SEED = 20_261_121
CONTRACT = json.loads((ROOT / "tests" / "openapi.json").read_text())
METHODS = ("get", "post", "put", "patch", "delete")
WRONG: list[Any] = [
    None, True, 0, -1, 2**63, 10**400, 1e308, "", "x" * 5000, "\0", "\ud800", "../../etc/passwd",
    "<script>alert(1)</script>", "' OR 1=1 --", "{{7*7}}", "${jndi:ldap://x}", "password__startswith",
    [], [[]], [None], {}, {"$ne": 1}, {"__proto__": {"x": 1}}, {"a": {"b": {"c": []}}},
]  # fmt: skip
IDS = ["0", "9" * 18, str(2**63), "9" * 40, "..%2f..%2fetc%2fpasswd", "%2e%2e", "1%00"]
QUERIES = [
    "",
    "%00",
    "%ff%fe",
    "a" * 3000,
    "-1",
    "9" * 30,
    "1e999",
    "NaN",
    "[]",
    "password",
    "%F0%9F%91%9F",
    "../../../etc/passwd",
    "..%5c..%5csecret_key",
]
ENDS_WHAT_THE_TEST_STANDS_ON = {  # and has no body
    "/auth/logout",
    "/sessions",
}
OPERATIONS = [
    (path, method, operation)
    for path, methods in CONTRACT["paths"].items()
    for method, operation in methods.items()
    if method in METHODS and path not in ENDS_WHAT_THE_TEST_STANDS_ON
]


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema behind a reference."""
    while "$ref" in schema:
        schema = CONTRACT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def example(schema: dict[str, Any], depth: int = 0) -> Any:
    """A value that fits the schema."""
    schema = resolved(schema)
    for word in ("allOf", "oneOf", "anyOf"):
        if word in schema:
            return example(schema[word][0], depth)
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        return {
            k: example(v, depth + 1) for k, v in schema.get("properties", {}).items() if depth < 5
        }
    values = {"integer": 1, "number": 1.0, "boolean": True, "array": [], "string": "x"}
    return values.get(schema.get("type", "object"), {})


def bodies(operation: dict[str, Any], rng: random.Random) -> Iterator[str]:
    """Bodies that are wrong in one field each, and some that are wrong altogether."""
    content = operation.get("requestBody", {}).get("content", {})
    fits = example(content["application/json"]["schema"]) if "application/json" in content else {}
    fits = fits if isinstance(fits, dict) else {}
    yield json.dumps(fits)
    for name in fits:
        for value in rng.sample(WRONG, 6):
            yield json.dumps(fits | {name: value})
        yield json.dumps({k: v for k, v in fits.items() if k != name})
    for value in rng.sample(WRONG, 8):
        yield json.dumps(value)
    yield from ("", "{", '{"a":', "\0", "[" * 100_000, '{"a":1,"a":2}', '{"x": NaN}', "\xff\xfe")


def address(path: str, number: str) -> str:
    return "/api/v1" + re.sub(r"\{[^}]*\}", number, path)


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_no_request_is_an_error_of_the_server(
    path: str, method: str, operation: dict[str, Any], admin, image
) -> None:
    rng, client = random.Random(f"{SEED} {path} {method}"), api(admin)
    client.raise_request_exception = False
    tries = [(address(path, number), "{}") for number in IDS] if "{" in path else []
    if method != "get":
        tries += [(address(path, str(image.id)), body) for body in bodies(operation, rng)]
    names = [p["name"] for p in operation.get("parameters", []) if p["in"] == "query"]
    for name in [*names, "unknown__name", "dataset__owner__password"]:
        for value in rng.sample(QUERIES, 4):
            tries.append((f"{address(path, str(image.id))}?{name}={value}", "{}"))
    for where, body in tries:
        data = body.encode("utf-8", "surrogatepass")
        answer = client.generic(
            method.upper(), where, data, "application/json", HTTP_IF_MATCH='"v0"'
        )
        assert answer.status_code < 500 or answer.status_code in (503, 504), (where, body[:200])
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.json()["code"] != "internal", (where, body[:200])
            assert b"Traceback" not in answer.content
