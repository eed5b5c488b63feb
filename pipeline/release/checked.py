"""What checks say of the tables of a release: results, how the tables moved against its parent, and what was let pass by whom.

Checks are made elsewhere (`expectations/`); how this is shown is in `quality.py` and `quality_data.py`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a failed check does to a release."""

    FATAL = "fatal"
    """A release with it would be false or could not be used: it is never published."""
    ERROR = "error"
    """It is not published unless a person overrides the check by name and gives the reason."""
    WARNING = "warning"
    """It is published, and says so."""

    @property
    def stops(self) -> bool:
        """Whether a failed check of this level stops a release that nobody answers for."""
        return self is not Severity.WARNING


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What came of one check of a table: how many rows fail it, and the first of them."""

    table: str
    name: str
    description: str
    severity: Severity
    failing: int
    rows: tuple[Mapping[str, str], ...] = ()

    @property
    def check(self) -> str:
        """Table and name, as overrides name it."""
        return f"{self.table}.{self.name}"

    @property
    def passed(self) -> bool:
        """Whether no row fails."""
        return self.failing == 0

    def __str__(self) -> str:
        if self.passed:
            return f"{self.check}: passed"
        return f"{self.check}: {self.failing} rows fail ({self.description}); first: {self.first_row}"

    @property
    def first_row(self) -> str:
        """The first failing row in a line; empty where there is none to show."""
        return ", ".join(f"{name}={value}" for name, value in self.rows[0].items()) if self.rows else ""


class Part(StrEnum):
    """Of which articles a figure of drift speaks."""

    KEPT = "kept"
    """Those that both releases hold: what is told of them should be what it was."""
    NEW = "new"
    """Those that only the later release holds: what is told of them should be much like what was told of the others."""
    ALL = "all"
    """A table that is of no single article is counted whole."""


@dataclass(frozen=True, slots=True)
class DriftFigure:
    """How many rows of a table a release has in a group, beside its parent, and how many it would have if nothing had changed.

    `measure` is `rows` (group: the table), `filled` (group: a nullable column) or the name of a grouping, such as `event_type`.
    `spread` is one standard deviation of what chance would do to the expected number.
    """

    table: str
    measure: str
    group: str
    part: Part
    before: int
    expected: float
    after: int
    spread: float

    @property
    def deviation(self) -> float:
        """How far the number lies from the expected one, in standard deviations."""
        return (self.after - self.expected) / self.spread


@dataclass(frozen=True, slots=True)
class Override:
    """That a release may be published although a check fails: which, why, on whose word, and the last day on which it counts."""

    check: str
    reason: str
    who: str
    until: dt.date


@dataclass(frozen=True, slots=True)
class Checked:
    """All that checks say of a release: results in the order of the tables, figures of drift against `parent`, and the overrides
    that were needed to publish it."""

    results: tuple[CheckResult, ...]
    overrides: tuple[Override, ...] = ()
    parent: str | None = None
    figures: tuple[DriftFigure, ...] = ()

    def override_of(self, result: CheckResult) -> Override | None:
        """The override under which a failed check was let pass."""
        return next((each for each in self.overrides if each.check == result.check), None)
