"""The suites as blocking asset checks, one for each table; what they test is in `expectations`."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import dagster as dg

from assets.resources import Workspace
from expectations.model import Outcome, Severity
from pipeline.schema.model import Table
from pipeline.schema.registry import TABLES
from pipeline.store.atomic import write_text
from pipeline.store.paths import Output
from pipeline.store.warehouse import refresh


def table_checks() -> list[dg.AssetChecksDefinition]:
    """A blocking check for every declared table."""
    return [_check(table) for table in TABLES]


def _check(table: Table[Any]) -> dg.AssetChecksDefinition:
    @dg.asset_check(
        asset=table.name,
        name=f"{table.name}_suite",
        description=f"The Great Expectations suite of `{table.name}`: its declaration, and the rules that it cannot say.",
        blocking=True,
    )
    def check(workspace: Workspace) -> dg.AssetCheckResult:
        # Importing Great Expectations takes seconds, which nobody who only loads the definitions should wait for.
        from expectations.validate import validate

        output = workspace.output
        outcomes = validate(refresh(output), table)
        _keep(output, table, outcomes)
        return _result(outcomes)

    return check


def _result(outcomes: list[Outcome]) -> dg.AssetCheckResult:
    """Failed where an error-level check failed; a warning is shown and does not block."""
    failed = [each for each in outcomes if not each.passed]
    is_error = any(each.severity is Severity.ERROR for each in failed)
    return dg.AssetCheckResult(
        passed=not failed,
        severity=dg.AssetCheckSeverity.ERROR if is_error or not failed else dg.AssetCheckSeverity.WARN,
        description="; ".join(str(each) for each in failed) or f"{len(outcomes)} expectations hold",
        metadata={"expectations": len(outcomes), **dict(_failing_rows(failed))},
    )


def _failing_rows(failed: Iterable[Outcome]) -> Iterator[tuple[str, Any]]:
    for each in failed:
        yield each.name, dg.MetadataValue.json({"rule": each.description, "failing": each.failing, "rows": each.rows})


def _keep(output: Output, table: Table[Any], outcomes: list[Outcome]) -> None:
    write_text(output.root / "checks" / f"{table.name}.json", json.dumps([asdict(each) for each in outcomes], indent=1))


def read_outcomes(output: Output) -> list[Outcome]:
    """The outcomes of the last checks of every table."""
    found = []
    for path in sorted((output.root / "checks").glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            found.append(Outcome(**{**row, "severity": Severity(row["severity"]), "rows": tuple(row["rows"])}))
    return found
