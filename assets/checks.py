"""The suites as blocking asset checks, one for each table; what they test is in `expectations`."""

from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg

from assets import verdicts
from assets.gate import overrides_of
from assets.judges import Judge
from assets.resources import Reporter, Workspace
from assets.verdicts import Verdict
from pipeline.release.checked import CheckResult
from pipeline.release.overrides import Overrides, OverridesError
from pipeline.schema.model import Table
from pipeline.schema.registry import TABLES

CHECK = "check"
"""The stage that checks are shown as."""


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
        step = reporter.stage(CHECK, unit="checks")
        overrides = counting_overrides(workspace)
        verdict = judge.verdict(workspace.output, table)
        verdicts.keep(workspace.output, table, verdict)
        step(len(verdict.results))
        return _result(verdict, overrides)

    return check


def counting_overrides(workspace: Workspace) -> Overrides:
    """The overrides that count today; dg.Failure where the file is not as it should be."""
    try:
        return overrides_of(workspace.output, workspace.now().date())
    except OverridesError as fault:
        raise dg.Failure(str(fault), allow_retries=False) from fault


def _result(verdict: Verdict, overrides: Overrides) -> dg.AssetCheckResult:
    """Failed where a check failed that stops a release and that nobody overrides; what else failed is shown and does not block."""
    failed = [each for each in verdict.results if not each.passed]
    needed = overrides.needed(failed)
    is_blocking = bool(overrides.stopping(failed))
    told = {
        f"override of {each.check}": f"{each.reason} ({each.who}, until {each.until.isoformat()})" for each in needed
    }
    return dg.AssetCheckResult(
        passed=not failed,
        severity=dg.AssetCheckSeverity.ERROR if is_blocking or not failed else dg.AssetCheckSeverity.WARN,
        description="; ".join(map(str, failed)) or f"{len(verdict.results)} checks hold",
        metadata={"checks": len(verdict.results), **told, **dict(_failing_rows(failed))},
    )


def _failing_rows(failed: Iterable[CheckResult]) -> Iterator[tuple[str, Any]]:
    for each in failed:
        rows = [dict(row) for row in each.rows]
        told = {"rule": each.description, "level": each.severity.value, "failing": each.failing, "rows": rows}
        yield each.name, dg.MetadataValue.json(told)
