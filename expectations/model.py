"""A rule that a table must keep and what came of checking it; how checks are run is in `validate`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a failed check stops a release or is only reported in QUALITY.md."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in SQL: `failing` selects the rows of `{batch}` that break it; other tables stand under their own names."""

    name: str
    description: str
    failing: str
    severity: Severity = Severity.ERROR


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
