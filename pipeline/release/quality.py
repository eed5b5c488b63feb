"""The page `QUALITY.md` of a release: what came in and what became of it, what the events look like, which checks ran.

Checks are made elsewhere and passed in; nothing is judged here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pyarrow as pa

from pipeline.schema.model import Table
from pipeline.schema.render.codebook import markdown_table
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.participants import PARTICIPANTS
from pipeline.schema.vocabularies import EventType, Outcome, RefusalReason, Status


class Severity(StrEnum):
    """Whether a failed check stops a release or is only reported."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome of one check of a table; `failing` counts the rows that fail it."""

    name: str
    table: str
    severity: Severity
    passed: bool
    failing: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a benchmark: what was measured on what, and the value as it is to be shown."""

    name: str
    value: str
    measured_on: str


def quality_page(
    tables: Mapping[str, pa.Table],
    inputs: pa.Table,
    quarantine: pa.Table,
    checks: Sequence[CheckResult],
    figures: Sequence[Figure] = (),
) -> str:
    """The text of `QUALITY.md` for the public `tables`, the tables `inputs` and `quarantine`, checks and benchmark figures."""
    sections = [
        "# Quality of this release\n",
        _section("Inputs", ("outcome", "inputs"), _listed(Outcome, inputs.column("outcome"), total="in all")),
        _section("Refused, by reason", ("reason", "inputs"), _listed(RefusalReason, quarantine.column("reason"))),
        _section(
            "Rows", ("table", "rows"), ((f"`{name}`", f"{data.num_rows}") for name, data in sorted(tables.items()))
        ),
        _section("Events by type and status", ("type", *_published()), _crossed(tables["events"])),
        _section("Share of rows without a value", ("column", "share"), _empty_shares(tables)),
        _section("Checks", ("check", "table", "severity", "outcome"), _checks(checks)),
    ]
    if figures:
        rows = ((figure.name, figure.value, figure.measured_on) for figure in figures)
        sections.append(_section("Benchmarks", ("figure", "value", "measured on"), rows))
    return "\n".join(sections)


def _section(title: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join([f"## {title}", "", *markdown_table(header, rows), ""])


def _listed(codes: type[StrEnum], values: pa.ChunkedArray, total: str | None = None) -> Iterator[tuple[str, str]]:
    counts = Counter(values.to_pylist())
    yield from ((f"`{code.value}`", str(counts[code.value])) for code in codes)
    if total:
        yield total, str(counts.total())


def _published() -> tuple[str, ...]:
    return tuple(status.value for status in Status if status.is_published)


def _crossed(events: pa.Table) -> Iterator[tuple[str, ...]]:
    pairs = zip(events.column("event_type").to_pylist(), events.column("status").to_pylist(), strict=True)
    counts = Counter(pairs)
    for kind in EventType:
        yield (f"`{kind}`", *(str(counts[kind.value, status]) for status in _published()))


def _empty_shares(tables: Mapping[str, pa.Table]) -> Iterator[tuple[str, str]]:
    nullable: tuple[Table[Any], ...] = (EVENTS, PARTICIPANTS)
    for table in nullable:
        data = tables[table.name]
        for column in table.columns:
            if column.nullable and data.num_rows:
                share = data.column(column.name).null_count / data.num_rows
                yield f"`{table.name}.{column.name}`", f"{share:.1%}"


def _checks(checks: Sequence[CheckResult]) -> Iterator[tuple[str, ...]]:
    for check in sorted(checks, key=lambda check: (check.passed, check.table, check.name)):
        outcome = "passed" if check.passed else f"failed by {check.failing} rows"
        yield check.name, f"`{check.table}`", check.severity, outcome
