"""Expectations that follow from a table's declaration: no nulls, closed lists, bounds, patterns, keys, references."""

from collections.abc import Iterator
from typing import Any

import great_expectations.expectations as gxe
from great_expectations.expectations.expectation import Expectation

from expectations.model import Rule, Severity
from pipeline.schema.model import Column, Table


def declared_expectations(table: Table[Any]) -> Iterator[Expectation]:
    """The suite of a table as far as its declaration says it."""
    names = [column.name for column in table.columns]
    yield gxe.ExpectTableColumnsToMatchOrderedList(column_list=names, meta=_meta("columns", "columns as declared"))
    for column in table.columns:
        yield from _column_expectations(column)
    for rule in (_key_rule(table), *_reference_rules(table), *_list_rules(table), *_pattern_rules(table)):
        yield as_expectation(rule)


def as_expectation(rule: Rule) -> Expectation:
    """A rule in SQL as a Great Expectations expectation."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=rule.failing,
        description=rule.description,
        meta=_meta(rule.name, rule.description, rule.severity),
    )


def _meta(name: str, description: str, severity: Severity = Severity.ERROR) -> dict[str, str]:
    return {"name": name, "description": description, "severity": severity.value}


def _column_expectations(column: Column) -> Iterator[Expectation]:
    name = column.name
    if not column.nullable:
        yield gxe.ExpectColumnValuesToNotBeNull(column=name, meta=_meta(f"{name}_not_null", f"{name} is always given"))
    if column.domain and not column.repeated:
        meta = _meta(f"{name}_in_domain", f"{name} is one of its closed list")
        yield gxe.ExpectColumnValuesToBeInSet(column=name, value_set=list(column.domain), meta=meta)
    if (column.minimum, column.maximum) != (None, None):
        meta = _meta(f"{name}_in_bounds", f"{name} lies in its bounds")
        yield gxe.ExpectColumnValuesToBeBetween(
            column=name, min_value=column.minimum, max_value=column.maximum, meta=meta
        )


def _key_rule(table: Table[Any]) -> Rule:
    key = ", ".join(table.key)
    return Rule(
        "key_unique",
        f"{key} names one row",
        f"SELECT {key}, count(*) AS times FROM {{batch}} GROUP BY ALL HAVING count(*) > 1",
    )


def _reference_rules(table: Table[Any]) -> Iterator[Rule]:
    for reference in table.references:
        column, target = reference.column, reference.target
        yield Rule(
            f"{column}_known",
            f"{column} is a row of {reference.table}",
            f"SELECT * FROM {{batch}} WHERE {column} IS NOT NULL "
            f"AND {column} NOT IN (SELECT {target} FROM {reference.table})",
        )


def _list_rules(table: Table[Any]) -> Iterator[Rule]:
    for column in table.columns:
        if column.domain and column.repeated:
            values = ", ".join(f"'{value}'" for value in column.domain)
            yield Rule(
                f"{column.name}_in_domain",
                f"every item of {column.name} is one of its closed list",
                f"SELECT * FROM {{batch}} WHERE len(list_filter({column.name}, lambda x: x NOT IN ({values}))) > 0",
            )


def _pattern_rules(table: Table[Any]) -> Iterator[Rule]:
    for column in table.columns:
        if column.pattern:
            yield Rule(
                f"{column.name}_matches",
                f"{column.name} has the form {column.pattern}",
                f"SELECT * FROM {{batch}} WHERE {column.name} IS NOT NULL "
                f"AND NOT regexp_matches({column.name}, '{_braces(column.pattern)}')",
            )


def _braces(pattern: str) -> str:
    """The query is a format string for Great Expectations, in which braces must be doubled."""
    return pattern.replace("{", "{{").replace("}", "}}")
