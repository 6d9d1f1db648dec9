"""What a query may be made of: cursors that were forged, moments at the edge of time, numbers without end."""

import base64
import json
from typing import Any

import pytest

from tests.backend.conftest import api

PLACES: list[Any] = [
    ["abc", 1, False], [1, 1, False], [1e308, 1, True], [float("nan"), 1, False], [10**400, 1, True],
    [True, 1, False], ["a\0b", 1, False], ["\ud800", 1, True], ["x" * 100_000, 1, False],
    [{"time": "0001-01-01T00:00:00+14:00"}, 1, False], [{"time": "9999-12-31T23:59:59-14:00"}, 1, True],
    [{"time": "2026-01-01T00:00:00"}, 1, False], [{"time": 5}, 1, False], [{"time": None}, 1, True],
    [0.5, 10**40, False], [0.5, -1, True], [0.5, 2**63, False], [0.5, "1", False], [0.5, 1e400, False],
    [0.5, [1], False], [[[]], 1, False], [0.5, 1, 2], [], {}, 5, "x", None,
]  # fmt: skip
ORDERS = ("key", "-score", "score", "changed", "-changed", "id", "-id")
VALUES = (
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-13-01T00:00:00Z", "1e400",
    "-1e400", "inf", "nan", "٣", "²", "9" * 18, "9" * 400, "-0", "0x10", "1_000", " 1", "a\0b",
    "\ud800", "%", "_", "\\", "'", "|", "a" * 100_000, ",", ",,,", "new," * 5000,
)  # fmt: skip
NAMES = ("dataset", "state", "label", "author", "reviewer", "reason", "score_lt", "score_gte",
         "changed_since", "flagged", "q", "limit", "ordering", "cursor")  # fmt: skip


@pytest.mark.parametrize("ordering", ORDERS)
def test_a_forged_cursor_is_refused_or_points_elsewhere(ordering: str, admin, image) -> None:
    client = api(admin)
    client.raise_request_exception = False
    for place in PLACES:
        text = json.dumps(place).encode("utf-8", "surrogatepass")
        cursor = base64.urlsafe_b64encode(text).decode().rstrip("=")
        answer = client.get("/api/v1/images", {"cursor": cursor, "ordering": ordering})
        assert answer.status_code in (200, 400), (place, answer.content)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", ["images", "images/ids"])
def test_a_filter_is_understood_or_refused(path: str, name: str, admin, image) -> None:
    client = api(admin)
    client.raise_request_exception = False
    for value in VALUES:
        sent = value.encode("utf-8", "surrogatepass")
        answer = client.get(f"/api/v1/{path}", {name: sent})
        assert answer.status_code in (200, 400), (value[:50], answer.content)
