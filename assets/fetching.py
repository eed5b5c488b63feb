"""The asset of fetching: what the sources of `sources.toml` have that is new, as WARC files which ingest takes in."""

from collections.abc import Iterator

import dagster as dg

from assets.described import OWNERS
from assets.resources import Result, Workspace
from pipeline.ingest.fetching.report import FetchReport

_CHECK = dg.AssetCheckSpec("sources", asset="fetched", description="Every source that was asked has answered.")


@dg.asset(
    group_name="ingest",
    description="New pages and feeds of the sources in sources.toml, kept as WARC files below `fetched/`.",
    kinds={"python"},
    owners=OWNERS,
    check_specs=[_CHECK],
)
def fetched(workspace: Workspace) -> Iterator[Result]:
    """Fetch all sources; one that fails is told of and stops no other."""
    # What asks the web is dear to load, and no build needs it.
    from pipeline.ingest.fetching.fetch import fetch

    report = fetch(workspace.configured(), workspace.output.root)
    lines = "\n".join(f"- {each.line}" for each in report.sources) or "no source is listed to be fetched"
    yield dg.MaterializeResult(
        metadata={"sources": dg.MetadataValue.md(lines), "files": len(report.files), "failing": len(report.failing)},
        check_results=[_checked(report)],
    )


def _checked(report: FetchReport) -> dg.AssetCheckResult:
    """A warning: a source that is away today must not hold up what the others brought."""
    failing = [f"{each.name}: {each.problem.reason}: {each.problem.detail}" for each in report.failing if each.problem]
    return dg.AssetCheckResult(
        passed=not failing,
        asset_key="fetched",
        check_name="sources",
        severity=dg.AssetCheckSeverity.WARN,
        description="; ".join(failing) or f"{len(report.sources)} sources answered",
    )
