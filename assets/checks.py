"""The suites as blocking asset checks, one for each table; what they test is in `expectations`."""

from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg

from assets import verdicts
from assets.judges import Judge
from assets.resources import Reporter, Workspace
from assets.verdicts import Verdict
from expectations.model import Outcome
from pipeline.schema.model import Table
from pipeline.schema.registry import TABLES


def table_checks() -> list[dg.AssetChecksDefinition]:
    """A blocking check for every declared table."""
    return [_check(table) for table in TABLES]


def _check(table: Table[Any]) -> dg.AssetChecksDefinition:
    @dg.asset_check(
        asset=table.name,
        name="suite",
        description=f"The Great Expectations suite of `{table.name}`: its declaration, and the rules that it cannot say.",
        blocking=True,
    )
    def check(
        workspace: Workspace, reporter: dg.ResourceParam[Reporter], judge: dg.ResourceParam[Judge]
    ) -> dg.AssetCheckResult:
        step = reporter.stage("check", unit="expectations")
        verdict = judge.verdict(workspace.output, table)
        verdicts.keep(workspace.output, table, verdict)
        step(len(verdict.outcomes))
        return _result(verdict)

    return check


def _result(verdict: Verdict) -> dg.AssetCheckResult:
    """Failed where an error-level check failed; a warning is shown and does not block."""
    failed = [each for each in verdict.outcomes if not each.passed]
    is_warning = bool(failed) and not verdict.faults
    return dg.AssetCheckResult(
        passed=not failed,
        severity=dg.AssetCheckSeverity.WARN if is_warning else dg.AssetCheckSeverity.ERROR,
        description="; ".join(map(str, failed)) or f"{len(verdict.outcomes)} expectations hold",
        metadata={"expectations": len(verdict.outcomes), **dict(_failing_rows(failed))},
    )


def _failing_rows(failed: Iterable[Outcome]) -> Iterator[tuple[str, Any]]:
    for each in failed:
        rows = [dict(row) for row in each.rows]
        yield each.name, dg.MetadataValue.json({"rule": each.description, "failing": each.failing, "rows": rows})
