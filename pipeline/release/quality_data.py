"""The file `quality.json` of a release: every check with what came of it, the figures of drift, and the overrides that were needed.

The same bytes for the same tables, parent and overrides. The page for people is in `quality.py`.
"""

import datetime as dt
import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pipeline.release.checked import Checked, CheckResult, DriftFigure, Override
from pipeline.schema.registry import PUBLIC_TABLES

_ROWS = 5
_FIGURES = 50
"""Of a measure with many groups, such as countries or sources, so many figures are told: those that moved most."""
_PUBLIC = frozenset(table.name for table in PUBLIC_TABLES)


def quality_data(checked: Checked) -> str:
    """The text of `quality.json`. Of tables that a release does not hold, failing rows are counted and not shown."""
    document = {
        "parent": checked.parent,
        "checks": [_check(checked, each) for each in checked.results],
        "overrides": [_override(each) for each in checked.overrides],
        "drift": [_figure(each) for each in _told(checked)],
    }
    members = (f" {json.dumps(name)}: {_listed(value)}" for name, value in document.items())
    return "{\n" + ",\n".join(members) + "\n}\n"


def _listed(value: Any) -> str:
    """JSON of a value, each item of a list on a line of its own, so that two releases can be compared line by line."""
    if not isinstance(value, list):
        return json.dumps(value)
    return "[" + ",".join(f"\n  {json.dumps(item, ensure_ascii=False)}" for item in value) + "\n ]"


def read_overridden(text: str) -> list[Override]:
    """The overrides that a `quality.json` records."""
    recorded: list[dict[str, str]] = json.loads(text).get("overrides", [])
    return [
        Override(each["check"], each["reason"], each["who"], dt.date.fromisoformat(each["until"])) for each in recorded
    ]


def _check(checked: Checked, result: CheckResult) -> dict[str, Any]:
    """A check as a release tells it: the first failing rows where it holds the table, else none."""
    told = check_document(checked, result)
    rows = told.pop("rows")
    return told | ({"rows": rows[:_ROWS]} if rows and result.table in _PUBLIC else {})


def check_document(checked: Checked, result: CheckResult) -> dict[str, Any]:
    """A check with what came of it, for programs, with all failing rows that were kept."""
    return {
        "table": result.table,
        "check": result.name,
        "rule": result.description,
        "level": result.severity.value,
        "outcome": outcome_of(checked, result),
        "failing": result.failing,
        "rows": [dict(row) for row in result.rows],
    }


def outcome_of(checked: Checked, result: CheckResult) -> str:
    """What came of a check: passed, failed, or overridden."""
    if result.passed:
        return "passed"
    return "overridden" if checked.override_of(result) else "failed"


def _override(override: Override) -> dict[str, str]:
    return {
        "check": override.check,
        "reason": override.reason,
        "who": override.who,
        "until": override.until.isoformat(),
    }


def _told(checked: Checked) -> Iterator[DriftFigure]:
    for _, group in groupby(checked.figures, key=lambda each: (each.table, each.part, each.measure)):
        moved = sorted(group, key=lambda each: (-abs(each.deviation), each.group))
        yield from sorted(moved[:_FIGURES], key=lambda each: each.group)


def _figure(figure: DriftFigure) -> dict[str, Any]:
    return {
        "table": figure.table,
        "measure": figure.measure,
        "group": figure.group,
        "articles": figure.part.value,
        "before": figure.before,
        "expected": figure.expected,
        "after": figure.after,
    }
