"""Conditions that indexes of ours are made for."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup
from django.db.models.lookups import Contains


@CharField.register_lookup
class Holds(Lookup):  # type: ignore[type-arg]  # generic for type checkers only
    """`field__holds="|cut|"`: as `contains`, found by a partial index that is made for just this text.

    SQLite takes such an index only where the question repeats its condition to the letter, so there the
    text stands in the question instead of beside it. Raises ValueError unless it is an ASCII identifier
    between bars.
    """

    lookup_name = "holds"

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return Contains(self.lhs, self.rhs).as_sql(compiler, connection)

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        text = str(self.rhs)
        name = text[1:-1]
        if text != f"|{name}|" or not (name.isascii() and name.isidentifier()):
            raise ValueError(f"{text!r} is no name between bars")
        column, params = self.process_lhs(compiler, connection)
        pattern = connection.ops.prep_for_like_query(text)
        return f"{column} LIKE '%%{pattern}%%' ESCAPE '\\'", params
