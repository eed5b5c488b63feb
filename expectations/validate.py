"""Running the suites: a table's declaration and its own rules, checked in DuckDB over the Parquet files of the lake."""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from expectations.engine import Engine
from expectations.gx import Expectation, ExpectationSuiteValidationResult, ExpectationValidationResult
from expectations.rules import all_rules
from expectations.suite import as_suite
from pipeline.release.checked import CheckResult, Severity
from pipeline.schema.model import Table

_LONGEST = 200


class CheckError(Exception):
    """A check could not be run; the message names table and check, and what the database said."""


def validate(warehouse: Path, table: Table[Any]) -> list[CheckResult]:
    """Check a table of a DuckDB file against its whole suite; other tables may be referred to. Raises CheckError."""
    return results_in(run_suite(warehouse, table), table)


def results_in(made: ExpectationSuiteValidationResult, table: Table[Any]) -> list[CheckResult]:
    """What Great Expectations' result for a table says of each of its rules. Raises CheckError."""
    return [found for each in made.results for found in _results(table, each)]


def run_suite(warehouse: Path, table: Table[Any]) -> ExpectationSuiteValidationResult:
    """What Great Expectations says of a table of a DuckDB file."""
    stat = warehouse.stat()
    return _engine(warehouse, stat.st_ino, stat.st_mtime_ns).validate(table.name, suite_of(table))


@lru_cache(maxsize=1)
def _engine(warehouse: Path, _inode: int, _time: int) -> Engine:
    """One engine for all suites over a DuckDB file as it is."""
    with tempfile.TemporaryDirectory(prefix="entente-checks-") as scratch:
        # A copy, since DuckDB shares an open database by its path within a process, also after the file there was replaced.
        return Engine(Path(shutil.copy(warehouse, scratch)))


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
