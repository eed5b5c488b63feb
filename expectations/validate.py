"""Running the suites: a table's declaration and its own rules, checked in DuckDB over the Parquet files of the lake."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from expectations.engine import Engine
from expectations.gx import Expectation, ExpectationSuiteValidationResult, ExpectationValidationResult
from expectations.rules import all_rules, parents_read, tables_read
from expectations.suite import as_suite
from pipeline.release.checked import CheckResult, Severity
from pipeline.schema.model import Table
from pipeline.schema.registry import table_named
from pipeline.schema.render.duckdb import identifier
from pipeline.store.lake import Lake
from pipeline.store.warehouse import of_lake, of_release

_LONGEST = 200
_FEW, _SMALL, _ROOM = 8, 1 << 17, 1 << 25
"""Files, bytes of the mean one, and of all: opening more files than these, of fewer bytes, costs more than what they hold, as long as
that has room in memory, where it takes some seven times as much."""
_OFTEN = 3
"""From so many queries on it pays to read such a table once for all."""


class CheckError(Exception):
    """A check could not be run; the message names table and check, and what the database said."""


def validate(lake: Lake, table: Table[Any], parent: Mapping[str, Path] | None = None) -> list[CheckResult]:
    """Check a table of a lake against its whole suite, which may look at others; `parent` are the files of the last release by table.

    Raises CheckError.
    """
    return results_in(run_suite(lake, table, parent), table)


def results_in(made: ExpectationSuiteValidationResult, table: Table[Any]) -> list[CheckResult]:
    """What Great Expectations' result for a table says of each of its rules. Raises CheckError."""
    return [found for each in made.results for found in _results(table, each)]


def run_suite(
    lake: Lake, table: Table[Any], parent: Mapping[str, Path] | None = None
) -> ExpectationSuiteValidationResult:
    """What Great Expectations says of a table of a lake; for `parent` see `validate`."""
    engine, suite, whole = _engine(), suite_of(table), Lake(lake.root.resolve())
    views = {f"main.{identifier(each.name)}": of_lake(each, whole) for each in _read(table)}
    for name in sorted(parents_read(table.name)):
        views[f"parent.{identifier(name)}"] = of_release(table_named(name), (parent or {}).get(name))
    engine.show(views)
    return engine.validate(table.name, suite, gathered(lake, table, suite))


def gathered(lake: Lake, table: Table[Any], suite: Iterable[Expectation]) -> dict[str, list[str]]:
    """Of the tables that the suite of a table reads, those in many small files that are better read once, with the columns spoken of."""
    queries = [each.unexpected_rows_query.replace("{batch}", table.name) for each in suite]
    words = [set(re.findall(r"\w+", query)) for query in queries]
    spoken = set[str]().union(*words)
    return {
        each.name: [column.name for column in each.columns if column.name in spoken]
        for each in _read(table)
        if sum(each.name in one for one in words) >= _OFTEN and _is_scattered(lake, each)
    }


def _read(table: Table[Any]) -> list[Table[Any]]:
    return [table_named(name) for name in sorted(tables_read(table.name))]


def _is_scattered(lake: Lake, table: Table[Any]) -> bool:
    sizes = [size for _, size, _ in lake.stamps(table)]
    return len(sizes) > _FEW and sum(sizes) < min(_SMALL * len(sizes), _ROOM)


@cache
def _engine() -> Engine:
    """The engine of this process."""
    return Engine()


def suite_of(table: Table[Any]) -> list[Expectation]:
    """What is expected of a table: what its declaration says, and its own rules."""
    return list(as_suite(table, all_rules(table)))


def _results(table: Table[Any], result: ExpectationValidationResult) -> Iterator[CheckResult]:
    """What an expectation says of each rule that it stands for."""
    rules = result.expectation_config.meta["rules"]
    for message in _exceptions(result.exception_info or {}):
        names = ", ".join(rule["name"] for rule in rules)
        raise CheckError(f"{table.name}: {names} could not be checked: {message}")
    found = (result.result.get("details") or {}).get("unexpected_rows") or []
    broken = {row["rule"]: (row["failing"], [json.loads(each) for each in row["shown"]]) for row in found}
    if not result.success and not broken:
        broken = {rule["name"]: (1, []) for rule in rules}
    for rule in rules:
        failing, rows = broken.get(rule["name"], (0, []))
        shown = tuple(_shown(row, rule["sql"], table) for row in rows)
        yield CheckResult(table.name, rule["name"], rule["description"], Severity(rule["severity"]), failing, shown)


def _exceptions(info: Mapping[str, Any]) -> Iterator[str]:
    """What was raised, which Great Expectations gives either as such or by the metric in which it was raised."""
    for each in (info, *(value for value in info.values() if isinstance(value, Mapping))):
        if each.get("raised_exception"):
            yield " ".join(str(each.get("exception_message")).split("Query: ")[0].split())


def _shown(row: Mapping[str, Any], sql: str, table: Table[Any]) -> Mapping[str, str]:
    """A failing row: of a wide one its key, and the columns that the rule speaks of."""
    spoken = {*table.key, *re.findall(r"\w+", sql)}
    return {name: str(value)[:_LONGEST] for name, value in row.items() if value is not None and name in spoken}
