"""Running the suites: a table's declaration and its own rules, checked in DuckDB over the Parquet files of the lake."""

import importlib
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from great_expectations.core import ExpectationValidationResult
from great_expectations.expectations.expectation import Expectation

from expectations.declared import as_expectation, declared_expectations
from expectations.engine import Engine
from expectations.model import Outcome, Rule, Severity
from pipeline.schema.model import Table
from pipeline.schema.render.duckdb import identifier

_SHOWN = 20
_LONGEST = 200


class CheckError(Exception):
    """A check could not be run; the message names table and check, and what the database said."""


def validate(warehouse: Path, table: Table[Any]) -> list[Outcome]:
    """Check a table of a DuckDB file against its whole suite; other tables may be referred to. Raises CheckError."""
    return check(warehouse, table, suite_of(table))


def suite_of(table: Table[Any]) -> list[Expectation]:
    """What is expected of a table: what its declaration says, and its own rules."""
    return [*declared_expectations(table), *(as_expectation(rule) for rule in rules_of(table.name))]


def check(warehouse: Path, table: Table[Any], suite: Iterable[Expectation]) -> list[Outcome]:
    """Check a table of a DuckDB file against some expectations, in their order. Raises CheckError."""
    with tempfile.TemporaryDirectory(prefix="entente-checks-") as scratch:
        own = _own(warehouse, table, Path(scratch))
        result = Engine(own).validate(table.name, table.key, suite)
    return [_outcome(table, each) for each in result.results]


def _own(warehouse: Path, table: Table[Any], folder: Path) -> Path:
    """A copy of the warehouse that holds the table itself.

    A copy, since DuckDB shares an open database by its path within a process, also after the file there was replaced;
    the table, since a suite asks for it dozens of times, and a view opens the file of every day each time.
    """
    own = Path(shutil.copy(warehouse, folder))
    name = identifier(table.name)
    with duckdb.connect(own) as connection:
        connection.execute(f"CREATE TABLE held AS FROM {name}")
        connection.execute(f"DROP VIEW {name}")
        connection.execute(f"ALTER TABLE held RENAME TO {name}")
    return own


@cache
def rules_of(table: str) -> tuple[Rule, ...]:
    """The rules of a table that its declaration cannot say, from its module in `suites`."""
    module = importlib.import_module(f"expectations.suites.{table}")
    rules: tuple[Rule, ...] = module.RULES
    return rules


def _outcome(table: Table[Any], result: ExpectationValidationResult) -> Outcome:
    config = result.expectation_config
    meta = config.meta if config else {}
    for message in _exceptions(result.exception_info or {}):
        raise CheckError(f"{table.name}.{meta['name']} could not be checked: {message}")
    rows = tuple(_rows(result.result, table, config.kwargs.get("unexpected_rows_query") if config else None))
    failing = 0 if result.success else max(_count(result.result), len(rows), 1)
    return Outcome(
        table.name, meta["name"], meta["description"], Severity(meta["severity"]), failing, rows if failing else ()
    )


def _exceptions(info: Mapping[str, Any]) -> Iterator[str]:
    """What was raised, which Great Expectations gives either as such or by the metric in which it was raised."""
    for each in (info, *(value for value in info.values() if isinstance(value, Mapping))):
        if each.get("raised_exception"):
            yield " ".join(str(each.get("exception_message")).split())


def _count(result: Mapping[str, Any]) -> int:
    observed = result.get("unexpected_count", result.get("observed_value", 0))
    return int(observed) if str(observed).isdigit() else 0


def _rows(result: Mapping[str, Any], table: Table[Any], query: str | None) -> Iterator[Mapping[str, str]]:
    """The first failing rows: of a wide row its key, and the columns that the rule speaks of."""
    details = result.get("details") or {}
    found = details.get("unexpected_rows") or result.get("unexpected_index_list") or []
    spoken = {*table.key, *re.findall(r"\w+", query)} if query else None
    for row in found[:_SHOWN]:
        told = {name: value for name, value in row.items() if spoken is None or name in spoken}
        yield {name: str(value)[:_LONGEST] for name, value in told.items() if value is not None}
