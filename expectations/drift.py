"""How far a release moves from its parent: what is measured, and how much is a warning or an error. All of it is data here.

The figures are made by one query (`drift_query.py`). A release grows by new articles, and that is no drift: what is told of
articles that both releases hold should stay, and what is told of new ones is set against as many articles of the parent.
"""

from dataclasses import dataclass, field
from typing import Any

from expectations.model import DriftRule
from pipeline.release.checked import Part, Severity
from pipeline.schema.model import Table
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.tables.articles import ARTICLES
from pipeline.schema.tables.changes import CHANGES
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.participants import PARTICIPANTS

ROWS, FILLED = "rows", "filled"
"""The measures that every table has, and every nullable column of a table that is measured by column."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What is counted of a table: its rows; its rows by groups (a name, and SQL for the group); and the values of its nullable
    columns, where `by_column`."""

    table: Table[Any]
    groups: tuple[tuple[str, str], ...] = field(default=())
    by_column: bool = False


_CLOSELY = {
    ARTICLES.name: Measured(ARTICLES, (("source", "source"), ("published_month", "strftime(published_at, '%Y-%m')"))),
    EVENTS.name: Measured(
        EVENTS,
        (("event_type", "event_type"), ("reported_month", "strftime(first_reported, '%Y-%m')")),
        by_column=True,
    ),
    PARTICIPANTS.name: Measured(PARTICIPANTS, (("role", "role"), ("country_code", "country_code")), by_column=True),
}

MEASURED = tuple(_CLOSELY.get(table.name, Measured(table)) for table in PUBLIC_TABLES if table is not CHANGES)
"""Every public table but `changes`, which is of one release."""


def _kept(things: str, told: str, measure: str) -> tuple[DriftRule, DriftRule]:
    """An error where two fifths of a group are gone, and a warning where a tenth is."""
    return (
        DriftRule(f"{things}_kept", f"{told} has lost two fifths", measure, Part.KEPT, Severity.ERROR, least=0.6),
        DriftRule(f"{things}_steady", f"{told} has lost a tenth", measure, Part.KEPT, Severity.WARNING, least=0.9),
    )


DRIFT: tuple[DriftRule, ...] = (
    *_kept("rows", "no table, as far as the parent's articles go,", ROWS),
    *_kept("types", "no event type in the parent's articles", "event_type"),
    *_kept("months", "no month of reports in the parent's articles", "reported_month"),
    *_kept("countries", "no country among the parties in the parent's articles", "country_code"),
    *_kept("roles", "no role of parties in the parent's articles", "role"),
    *_kept("sources", "no source of articles", "source"),
    *_kept("article_months", "no month of articles", "published_month"),
    *_kept("values", "no column of events and parties in the parent's articles, row for row,", FILLED),
    DriftRule(
        "not_multiplied",
        "the parent's articles give no table half as many rows again",
        ROWS,
        Part.KEPT,
        Severity.WARNING,
        most=1.5,
        deviations=3,
    ),
    # Articles of another kind yield less: news of markets gave a twentieth of the events that as much news of world affairs did.
    DriftRule(
        "new_articles_yield",
        "new articles yield more than a hundredth of what as many of the parent's do",
        ROWS,
        Part.NEW,
        Severity.ERROR,
        least=0.01,
        deviations=5,
    ),
    DriftRule(
        "new_articles_alike",
        "new articles yield between a third and thrice what as many of the parent's do",
        ROWS,
        Part.NEW,
        Severity.WARNING,
        least=0.33,
        most=3,
        deviations=4,
    ),
    DriftRule(
        "new_values_given",
        "what new articles tell fills each column more than a hundredth as often as before",
        FILLED,
        Part.NEW,
        Severity.ERROR,
        least=0.01,
        deviations=5,
    ),
    DriftRule(
        "new_values_alike",
        "what new articles tell fills each column at least half as often as before",
        FILLED,
        Part.NEW,
        Severity.WARNING,
        least=0.5,
        deviations=5,
    ),
)
