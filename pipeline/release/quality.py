"""The page `QUALITY.md` of a release: which checks failed and on whose word that was let pass, how far the release moved from its
parent, what came in and what became of it, what the events look like.

Checks are made elsewhere and passed in; nothing is judged here. The same for programs, and in full, is in `quality_data.py`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.release.checked import Checked, DriftFigure, Part
from pipeline.release.quality_data import outcome_of
from pipeline.schema.model import Table
from pipeline.schema.render.codebook import markdown_table
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.participants import PARTICIPANTS
from pipeline.schema.vocabularies import EventType, Outcome, RefusalReason, Status, Subject

_FAR, _MOVED = 3, 12
"""Beside the sizes of tables, the page tells of so many figures that lie so many standard deviations from what was expected."""


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
    checked: Checked,
    figures: Sequence[Figure] = (),
) -> str:
    """The text of `QUALITY.md` for the public `tables`, the tables `inputs` and `quarantine`, checks and benchmark figures."""
    sections = [
        "# Quality of this release\n",
        *_checks(checked),
        *_drift(checked),
        _section("Inputs", ("outcome", "inputs"), _listed(Outcome, inputs.column("outcome"), total="in all")),
        _section("Articles by subject", ("subject", "articles", "set aside"), _subjects(tables["articles"])),
        _section("Refused, by reason", ("reason", "inputs"), _listed(RefusalReason, quarantine.column("reason"))),
        _section(
            "Rows", ("table", "rows"), ((f"`{name}`", f"{data.num_rows}") for name, data in sorted(tables.items()))
        ),
        _section("Events by type and status", ("type", *_published()), _crossed(tables["events"])),
        _section("Share of rows without a value", ("column", "share"), _empty_shares(tables)),
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


def _subjects(articles: pa.Table) -> Iterator[tuple[str, str, str]]:
    """Of articles that tell of no world affairs, by their words, how many there are of each subject and how many were not read."""
    told = Counter(articles.column("subject").to_pylist())
    aside = Counter(articles.filter(pc.invert(articles.column("is_read"))).column("subject").to_pylist())
    yield from ((f"`{subject.value}`", str(told[subject.value]), str(aside[subject.value])) for subject in Subject)
    yield "may tell of world affairs", str(told[None]), str(aside[None])


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


def _checks(checked: Checked) -> Iterator[str]:
    """Those that failed, the overrides, and how many there are of each table."""
    failed = [each for each in checked.results if not each.passed]
    yield "## Checks\n"
    yield (
        f"{len(checked.results)} checks ran: {len(checked.results) - len(failed)} passed, {len(failed)} failed, "
        f"{len(checked.overrides)} of these overridden. All of them are in `quality.json`.\n"
    )
    if failed:
        header = ("failed check", "rule", "level", "outcome", "rows")
        rows = (
            (f"`{each.check}`", each.description, each.severity.value, outcome_of(checked, each), str(each.failing))
            for each in failed
        )
        yield "\n".join([*markdown_table(header, rows), ""])
    if checked.overrides:
        answered = ((f"`{each.check}`", each.reason, each.who, each.until.isoformat()) for each in checked.overrides)
        yield "\n".join([*markdown_table(("overridden", "reason", "who", "until"), answered), ""])
    yield "\n".join([*markdown_table(("table", "checks", "passed"), _counted(checked)), ""])


def _counted(checked: Checked) -> Iterator[tuple[str, str, str]]:
    for table, group in groupby(checked.results, key=lambda each: each.table):
        results = list(group)
        yield f"`{table}`", str(len(results)), str(sum(each.passed for each in results))


def _drift(checked: Checked) -> Iterator[str]:
    """How many rows each table has beside the parent, and which other figures moved most."""
    if checked.parent is None:
        return
    yield f"## Drift against release {checked.parent}\n"
    yield (
        "Of articles that both releases hold (`kept`), of those that only this one holds (`new`), or of all. What is expected of kept "
        "articles is what the parent has; of new ones, what as many of the parent's gave. All figures are in `quality.json`.\n"
    )
    sizes = [each for each in checked.figures if each.measure == "rows"]
    # What new articles are of differs from day to day; what is told of those at hand should not.
    held = (each for each in checked.figures if each.measure != "rows" and each.part is not Part.NEW)
    others = (each for each in held if abs(each.deviation) >= _FAR)
    moved = sorted(others, key=lambda each: -abs(each.deviation))[:_MOVED]
    header = ("table", "group", "articles", "parent", "expected", "now")
    yield "\n".join([*markdown_table(header, map(_figure, [*sizes, *moved])), ""])


def _figure(figure: DriftFigure) -> tuple[str, ...]:
    group = "rows" if figure.measure == "rows" else f"{figure.measure} `{figure.group}`"
    return (
        f"`{figure.table}`",
        group,
        figure.part.value,
        str(figure.before),
        f"{figure.expected:.0f}",
        str(figure.after),
    )
