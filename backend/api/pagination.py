"""Pages of long lists by keyset: a page costs the same wherever it is, and nothing is shown twice.

A cursor holds the last row's place in the order, and the direction; it says nothing that a client
could not see, and a forged one can only point elsewhere in the same filtered list.
"""

import base64
import binascii
import json
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any, Final, NamedTuple

from django.db.models import DateTimeField, FloatField, IntegerField, Model, Q, QuerySet
from django.utils.dateparse import parse_datetime
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from backend.errors import Refused

DEFAULT_LIMIT = 50
MAX_LIMIT = 200
LARGEST: Final = 1e300
LONGEST: Final = 2000


class Order(NamedTuple):
    """A field to sort by, made unique by the id."""

    field: str
    descending: bool = False


class Place(NamedTuple):
    """Where a page begins: after this row, or (`back`) before it."""

    value: Any
    id: int
    back: bool


def page(
    request: Request,
    rows: QuerySet[Any],
    orders: dict[str, Order],
    default: str,
    render: Callable[[list[Any]], list[dict[str, Any]]],
) -> Response:
    """`{results, next, previous}` of the rows, ordered as the query asks out of `orders`.

    Raises Refused `invalid_ordering`, `invalid_cursor`, `invalid_limit`.
    """
    order = chosen(request, orders, default)
    limit = _limit(request.query_params.get("limit", str(DEFAULT_LIMIT)))
    place = _decode(request.query_params.get("cursor"), rows.model._meta.get_field(order.field))
    back = place is not None and place.back
    if place is not None:
        rows = rows.filter(_beyond(order, place))
    found = list(rows.order_by(*_keys(order, reverse=back))[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if back:
        found.reverse()
    has_next, has_previous = (True, more) if back else (more, place is not None)
    return Response(
        {
            "results": render(found),
            "next": _link(request, order, found, back=False) if has_next and found else None,
            "previous": _link(request, order, found, back=True) if has_previous and found else None,
        }
    )


def chosen(request: Request, orders: dict[str, Order], default: str) -> Order:
    """The order that the query asks for. Raises Refused `invalid_ordering`."""
    name = request.query_params.get("ordering") or default
    if name not in orders:
        raise Refused("invalid_ordering", f"There is no order {name!r}.", allowed=sorted(orders))
    return orders[name]


def sort(rows: QuerySet[Any], order: Order) -> QuerySet[Any]:
    """The rows in that order."""
    return rows.order_by(*_keys(order, reverse=False))


def _keys(order: Order, *, reverse: bool) -> list[str]:
    sign = "-" if order.descending != reverse else ""
    return [f"{sign}id"] if order.field == "id" else [f"{sign}{order.field}", f"{sign}id"]


def _beyond(order: Order, place: Place) -> Q:
    side = "lt" if order.descending != place.back else "gt"
    if order.field == "id":
        return Q(**{f"id__{side}": place.id})
    value = place.value
    return Q(**{f"{order.field}__{side}": value}) | Q(
        **{order.field: value, f"id__{side}": place.id}
    )


def _limit(text: str) -> int:
    if not text.isdecimal() or not int(text[:9]) >= 1:
        raise Refused("invalid_limit", "`limit` is a number from 1 to 200.")
    return min(int(text[:9]), MAX_LIMIT)


def _link(request: Request, order: Order, rows: list[Model], *, back: bool) -> str:
    row = rows[0] if back else rows[-1]
    value = getattr(row, order.field)
    if isinstance(value, datetime):
        value = {"time": value.isoformat()}
    text = json.dumps([value, row.pk, back], separators=(",", ":"))
    cursor = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return replace_query_param(request.build_absolute_uri(), "cursor", cursor)


def _decode(cursor: str | None, field: Any) -> Place | None:
    if not cursor:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        value, row, back = json.loads(text)
        if isinstance(value, dict):
            value = parse_datetime(value["time"])
        if not (_fits(value, field) and _is_id(row) and isinstance(back, bool)):
            raise ValueError
        return Place(value, row, back)
    except (ValueError, TypeError, KeyError, RecursionError, binascii.Error):
        raise Refused("invalid_cursor", "The cursor is not one of ours.") from None


def _fits(value: Any, field: Any) -> bool:
    """Whether the database can compare the field with this value."""
    if isinstance(field, DateTimeField):
        known = isinstance(value, datetime) and value.tzinfo is not None
        return known and MINYEAR < value.year < MAXYEAR
    if isinstance(field, FloatField):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and abs(value) <= LARGEST
    if isinstance(field, IntegerField):
        return _is_id(value)
    return isinstance(value, str) and len(value) <= LONGEST and _is_text(value)


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63


def _is_text(value: str) -> bool:
    return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
