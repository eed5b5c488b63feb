"""A rule that a table must keep and what came of checking it; how checks are run is in `validate`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ROWS = "(SELECT * FROM {batch}) b"
"""The rows of the table that is checked; Great Expectations gives its batch an alias of its own where there is no join."""


class Severity(StrEnum):
    """Whether a failed check stops a release or is only reported in QUALITY.md."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule that each row keeps or breaks by itself: `breaks` is true of a row that breaks it.

    `source` holds every row of `{batch}` at most once, as `b`, and may join what the rule needs beside it. Rules of one
    source are checked together, in one pass over the table.
    """

    name: str
    description: str
    breaks: str
    severity: Severity = Severity.ERROR
    source: str = ROWS


@dataclass(frozen=True, slots=True)
class TableRule:
    """A rule on rows together, or on several tables: `failing` selects what breaks it; the table stands as `{batch}`,
    others under their own names."""

    name: str
    description: str
    failing: str
    severity: Severity = Severity.ERROR


Rule = RowRule | TableRule


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one check of a table: how many rows fail it, and the first of them."""

    table: str
    name: str
    description: str
    severity: Severity
    failing: int
    rows: tuple[Mapping[str, str], ...]

    @property
    def passed(self) -> bool:
        """Whether no row fails."""
        return self.failing == 0

    def __str__(self) -> str:
        if self.passed:
            return f"{self.table}.{self.name}: passed"
        shown = ", ".join(f"{name}={value}" for name, value in self.rows[0].items()) if self.rows else ""
        return f"{self.table}.{self.name}: {self.failing} rows fail ({self.description}); first: {shown}"
