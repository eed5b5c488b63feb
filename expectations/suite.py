"""A table's rules as a suite of Great Expectations, as few expectations as can say them: each takes its time, however small.

Rules that look at one row alone become one expectation for all of them, which counts what breaks each.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, ClassVar

from expectations.drift_query import FIGURE, figures_query
from expectations.gx import Expectation, PrivateAttr, gxe
from expectations.model import DriftRule, RowRule, Rule, TableRule
from pipeline.release.checked import Severity
from pipeline.schema.model import Table
from pipeline.schema.render.duckdb import identifier

_SHOWN = 20
"""How many failing rows are kept of a rule."""
_NAMED = "(SELECT count(*) >= 0 FROM {batch})"
"""True; Great Expectations wants a query to name the table that it is asked of, also where it compares all tables with others."""
_SELECTED = "unexpected_rows_query.table"
"""What Great Expectations calls the rows that a query selects."""


class BrokenRules(gxe.UnexpectedRowsExpectation):  # type: ignore[misc]
    """Expect that a query selects nothing. It selects, for each rule that is broken, `rule`, `failing` (how many rows) and
    `shown` (the first of them, each as JSON)."""

    # Its parent has the query run once more, to count rows that are held already.
    metric_dependencies: ClassVar[tuple[str, ...]] = (_SELECTED,)

    _configuration: Any = PrivateAttr(None)

    @property
    def configuration(self) -> Any:
        """What it expects, as Great Expectations keeps it, which asks some thirty times for it when it runs a suite."""
        if self._configuration is None:
            self._configuration = super().configuration
        return self._configuration

    def _validate(self, metrics: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        found = metrics[_SELECTED]
        result = {"observed_value": len(found), "details": {"unexpected_rows": found}}
        return {"success": not found, "result": result}


def as_suite(table: Table[Any], rules: Iterable[Rule]) -> Iterator[Expectation]:
    """The expectations that say that a table has its declared columns and keeps `rules`.

    The `meta` of each lists under `rules` those that it stands for.
    """
    yield _of_table(_columns_rule(table))
    rules = list(rules)
    by_row = sorted((rule for rule in rules if isinstance(rule, RowRule)), key=lambda rule: rule.source)
    for source, group in groupby(by_row, key=lambda rule: rule.source):
        yield _of_rows(table, source, list(group))
    yield from (_of_table(rule) for rule in rules if isinstance(rule, TableRule))
    if drift := [rule for rule in rules if isinstance(rule, DriftRule)]:
        yield _of_drift(drift)


def _columns_rule(table: Table[Any]) -> TableRule:
    """That a table has its declared columns, in their order, as DuckDB lists them: Great Expectations would ask for much more."""
    declared = ", ".join(f"'{column.name}'" for column in table.columns)
    failing = f"""
        SELECT found FROM (
            SELECT list(column_name ORDER BY column_index) AS found FROM duckdb_columns()
            WHERE database_name = current_database() AND schema_name = 'main' AND table_name = '{table.name}')
        WHERE found IS DISTINCT FROM [{declared}] AND {_NAMED}"""
    return TableRule("columns", "columns as declared", failing, Severity.FATAL)


def _of_table(rule: TableRule) -> Expectation:
    """The expectation for a rule on rows together."""
    query = f"""
        SELECT '{rule.name}' AS rule, count(*) AS failing, min(row_shown, {_SHOWN}) AS shown FROM (
            SELECT to_json(f)::VARCHAR AS row_shown FROM ({rule.failing}) f)
        HAVING count(*) > 0"""
    return BrokenRules(unexpected_rows_query=query, description=rule.description, meta=_meta([rule]))


def _of_rows(table: Table[Any], source: str, rules: list[RowRule]) -> Expectation:
    """One expectation for rules on the rows of a source: it selects, for each that is broken, how often and by which rows."""
    spoken = {*table.key, *(word for rule in rules for word in re.findall(r"\w+", rule.breaks))}
    names = [identifier(column.name) for column in table.columns if column.name in spoken]
    row = ", ".join(f"{name} := b.{name}" for name in names)
    key = ", ".join(f"b.{identifier(name)}" for name in table.key)
    broken = ", ".join(f"CASE WHEN {rule.breaks} THEN '{rule.name}' END" for rule in rules)
    query = f"""
        SELECT rule, count(*) AS failing, min_by(row_shown, row_key, {_SHOWN}) AS shown FROM (
            SELECT to_json(struct_pack({row}))::VARCHAR AS row_shown, concat_ws(' ', {key}) AS row_key, unnest([{broken}]) AS rule
            FROM {source} WHERE {" OR ".join(f"({rule.breaks})" for rule in rules)})
        WHERE rule IS NOT NULL GROUP BY rule"""
    described = "; ".join(rule.description for rule in rules)
    return BrokenRules(unexpected_rows_query=query, description=described, meta=_meta(rules))


def _of_drift(rules: list[DriftRule]) -> Expectation:
    """One expectation for all rules of drift: it selects, for each that is broken, how many figures break it, the worst first."""
    figure = ", ".join(f"{name} := {name}" for name in FIGURE[:-1])
    broken = ", ".join(f"CASE WHEN {rule.breaks} THEN '{rule.name}' END" for rule in rules)
    query = f"""
        SELECT rule, count(*) AS failing, min_by(figure_shown, rank, {_SHOWN}) AS shown FROM (
            SELECT to_json(struct_pack({figure}))::VARCHAR AS figure_shown, unnest([{broken}]) AS rule,
                   row(-abs(after - expected) / spread, "table", "group") AS rank
            FROM ({figures_query()}))
        WHERE rule IS NOT NULL AND {_NAMED} GROUP BY rule"""
    described = "; ".join(rule.description for rule in rules)
    return BrokenRules(unexpected_rows_query=query, description=described, meta=_meta(rules))


def _meta(rules: Iterable[Rule]) -> dict[str, Any]:
    return {
        "rules": [
            {
                "name": rule.name,
                "description": rule.description,
                "severity": rule.severity.value,
                "sql": _sql(rule),
            }
            for rule in rules
        ],
    }


def _sql(rule: Rule) -> str:
    """What tells of a rule which columns it speaks of."""
    match rule:
        case RowRule():
            return rule.breaks
        case TableRule():
            return rule.failing
        case DriftRule():
            return " ".join(FIGURE)
