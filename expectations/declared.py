"""Rules that follow from a table's declaration: no nulls, closed lists, bounds, patterns, keys, references."""

from collections.abc import Iterator
from typing import Any

from expectations.model import RowRule, Rule, TableRule
from expectations.shared import some_not_in
from pipeline.release.checked import Severity
from pipeline.schema.model import Column, Table
from pipeline.schema.render.duckdb import identifier


def declared_rules(table: Table[Any]) -> Iterator[Rule]:
    """What the declaration of a table says of its rows."""
    for column in table.columns:
        yield from _column_rules(column)
    yield _key_rule(table)
    yield from _reference_rules(table)


def _column_rules(column: Column) -> Iterator[RowRule]:
    name, value = column.name, identifier(column.name)
    if not column.nullable:
        yield RowRule(f"{name}_not_null", f"{name} is always given", f"{value} IS NULL", Severity.FATAL)
    if column.domain:
        listed = ", ".join(f"'{each}'" for each in column.domain)
        what = f"every item of {name}" if column.repeated else name
        breaks = some_not_in(value, listed) if column.repeated else f"{value} NOT IN ({listed})"
        yield RowRule(f"{name}_in_domain", f"{what} is one of its closed list", breaks, Severity.FATAL)
    if (column.minimum, column.maximum) != (None, None):
        bounds = ((f"{value} < ", column.minimum), (f"{value} > ", column.maximum))
        breaks = " OR ".join(f"{side}{bound}" for side, bound in bounds if bound is not None)
        yield RowRule(f"{name}_in_bounds", f"{name} lies in its bounds", breaks, Severity.FATAL)
    if column.pattern:
        breaks = f"NOT regexp_matches({value}, '{_braces(column.pattern)}')"
        yield RowRule(f"{name}_matches", f"{name} has the form {column.pattern}", breaks, Severity.FATAL)


def _key_rule(table: Table[Any]) -> TableRule:
    key = ", ".join(table.key)
    return TableRule(
        "key_unique",
        f"{key} names one row",
        f"SELECT {key}, count(*) AS times FROM {{batch}} GROUP BY ALL HAVING count(*) > 1",
        Severity.FATAL,
    )


def _reference_rules(table: Table[Any]) -> Iterator[TableRule]:
    for reference in table.references:
        column, target = reference.column, reference.target
        yield TableRule(
            f"{column}_known",
            f"{column} is a row of {reference.table}",
            f"SELECT * FROM {{batch}} WHERE {column} IS NOT NULL "
            f"AND {column} NOT IN (SELECT {target} FROM {reference.table})",
            Severity.FATAL,
        )


def _braces(pattern: str) -> str:
    """The query is a format string for Great Expectations, in which braces must be doubled."""
    return pattern.replace("{", "{{").replace("}", "}}")
