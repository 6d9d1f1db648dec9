"""What an import tells of every file: a row each, counted, and never more rows than can be read."""

from dataclasses import dataclass, field
from typing import Any, Final, Literal

Status = Literal["ok", "warning", "error", "skipped"]

# A row for each of 100,000 good photos helps nobody; what needs a look is kept far longer.
MAX_OK_ROWS: Final = 1000
MAX_ROWS: Final = 20_000


@dataclass(frozen=True)
class Row:
    """One line of the report; `code` is stable, `message` is for people."""

    file: str
    status: Status
    code: str
    message: str
    mask: str | None = None
    """The mask file that was paired with this picture."""
    width: int | None = None
    height: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The row without what it has not."""
        return {name: value for name, value in self.__dict__.items() if value is not None}


@dataclass
class Report:
    """Rows in the order they happened, and counts that are right even where rows were left out."""

    dry_run: bool = False
    rows: list[Row] = field(default_factory=list)
    counts: dict[str, int] = field(
        default_factory=lambda: {
            "images": 0,
            "masks": 0,
            "ok": 0,
            "warning": 0,
            "error": 0,
            "skipped": 0,
        }  # fmt: skip
    )
    rows_left_out: int = 0

    def add(self, row: Row) -> None:
        """Count the row, and keep it while there is room."""
        self.counts[row.status] += 1
        room = MAX_OK_ROWS if row.status == "ok" else MAX_ROWS
        if len(self.rows) < room:
            self.rows.append(row)
        else:
            self.rows_left_out += 1

    def extend(self, rows: list[Row]) -> None:
        """Add several rows."""
        for row in rows:
            self.add(row)

    def as_json(self) -> dict[str, Any]:
        """The report of the job: `{rows, images, masks, ok, warning, error, skipped, ...}`."""
        return {
            **self.counts,
            "dry_run": self.dry_run,
            "rows_left_out": self.rows_left_out,
            "rows": [row.as_json() for row in self.rows],
        }
