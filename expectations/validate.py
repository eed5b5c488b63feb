"""Running the suites: a table's declaration and its own rules, checked in DuckDB over the Parquet files of the lake."""

import importlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from great_expectations.core import ExpectationValidationResult

from expectations.declared import as_expectation, declared_expectations
from expectations.engine import Engine
from expectations.model import Outcome, Rule, Severity
from pipeline.schema.model import Table

_SHOWN = 20


def validate(warehouse: Path, table: Table[Any]) -> list[Outcome]:
    """Check a table of a DuckDB file against its suite; other tables of the file may be referred to."""
    suite = [*declared_expectations(table), *(as_expectation(rule) for rule in rules_of(table.name))]
    with tempfile.TemporaryDirectory(prefix="entente-checks-") as scratch:
        # DuckDB shares an open database by its path within a process, also after the file there was replaced.
        own = Path(shutil.copy(warehouse, scratch))
        result = Engine(own).validate(table.name, table.key, suite)
    return [_outcome(table, each) for each in result.results]


@cache
def rules_of(table: str) -> tuple[Rule, ...]:
    """The rules of a table that its declaration cannot say, from its module in `suites`."""
    module = importlib.import_module(f"expectations.suites.{table}")
    rules: tuple[Rule, ...] = module.RULES
    return rules


def _outcome(table: Table[Any], result: ExpectationValidationResult) -> Outcome:
    meta = result.expectation_config.meta if result.expectation_config else {}
    if result.exception_info and result.exception_info.get("raised_exception"):
        raise RuntimeError(f"{table.name}.{meta['name']}: {result.exception_info['exception_message']}")
    rows = tuple(_rows(result.result))
    failing = 0 if result.success else max(_count(result.result), len(rows), 1)
    return Outcome(
        table.name, meta["name"], meta["description"], Severity(meta["severity"]), failing, rows if failing else ()
    )


def _count(result: Mapping[str, Any]) -> int:
    observed = result.get("unexpected_count", result.get("observed_value", 0))
    return int(observed) if str(observed).isdigit() else 0


def _rows(result: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    details = result.get("details") or {}
    found = details.get("unexpected_rows") or result.get("unexpected_index_list") or []
    for row in found[:_SHOWN]:
        yield {name: str(value)[:200] for name, value in row.items() if value is not None}
