"""Assets of the release stage: what changed, and the published release."""

import hashlib
import os
from pathlib import Path

import dagster as dg
import pyarrow as pa

from assets import verdicts
from assets.basis import read_basis
from assets.checks import counting_overrides
from assets.described import OWNERS, described, shown
from assets.gate import checked
from assets.resources import Reporter, Result, Workspace
from assets.standing import Standing
from pipeline.benchmark.figures import FIGURES, read_figures
from pipeline.release.changes import compute_changes
from pipeline.release.checked import Checked
from pipeline.release.publish import Basis, publish
from pipeline.release.published import COMPARED, EventTables, load_parent, parent_tables
from pipeline.release.quality import Figure, quality_page
from pipeline.release.quality_data import quality_data
from pipeline.release.redirects import compute_redirects
from pipeline.release.signature import signing_key
from pipeline.schema.registry import PUBLIC_TABLES, TABLES, table_named
from pipeline.schema.tables.changes import CHANGES
from pipeline.schema.tables.evidence import EVIDENCE
from pipeline.schema.tables.inputs import INPUTS
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.schema.tables.redirects import REDIRECTS
from pipeline.store.fingerprint import fingerprint
from pipeline.store.paths import Output
from pipeline.store.warehouse import refresh


# Its checks hold every table against the last release, so that all of them are made before it.
@dg.asset(**described(CHANGES), deps=[table.name for table in PUBLIC_TABLES if table not in (CHANGES, REDIRECTS)])
def changes(workspace: Workspace) -> Result:
    """Compare the events with those of the last release."""
    output, lake, parent = workspace.output, workspace.output.lake, load_parent(workspace.output)
    now = EventTables.of(lambda name: lake.files(table_named(name)) or lake.read(table_named(name)))
    found = compute_changes(now, parent)
    output.lake.write(CHANGES, found)
    _changes_after(output, parent.version if parent else None).note()
    return dg.MaterializeResult(metadata=shown(CHANGES, found))


@dg.asset(**described(REDIRECTS), deps=["changes", "evidence"])
def redirects(workspace: Workspace) -> Result:
    """Carry on where the ids went that no event has any more."""
    output, read, parent = workspace.output, workspace.output.lake.read, load_parent(workspace.output)
    evidence = read(EVIDENCE, columns=["evidence_id", "event_id"])
    found = compute_redirects(read(CHANGES), evidence, parent)
    output.lake.write(REDIRECTS, found)
    _redirects_after(output, parent.version if parent else None).note()
    return dg.MaterializeResult(metadata=shown(REDIRECTS, found))


def _changes_after(output: Output, parent: str | None) -> Standing:
    """Changes as reckoned against a release, of the tables as they are."""
    taken = [table_named(name) for name in COMPARED]
    return Standing(output, "changes", taken, (CHANGES,), f"{parent} {_reckoner()}")


def _redirects_after(output: Output, parent: str | None) -> Standing:
    return Standing(output, "redirects", (CHANGES, EVIDENCE), (REDIRECTS,), f"{parent} {_reckoner()}")


def _reckoner() -> str:
    return fingerprint("pipeline/release", "pipeline/schema", "pipeline/store")


def _reckoned(output: Output) -> Basis | None:
    """The latest release, or that there is none, where changes and redirects are of the tables as they are against it."""
    latest = verdicts.parent_of(output)
    holds = _changes_after(output, latest).holds and _redirects_after(output, latest).holds
    return Basis(latest) if holds else None


@dg.asset(
    deps=[table.name for table in PUBLIC_TABLES] + ["inputs", "quarantine", "findings", "codings"],
    group_name="release",
    description="The published release: written beside the others, checked, renamed into place, listed last.",
    kinds={"python", "duckdb"},
    owners=OWNERS,
)
def releases(workspace: Workspace, reporter: dg.ResourceParam[Reporter]) -> Result:
    """Publish every public table; runs only where no blocking check failed."""
    step = reporter.stage("release", unit="tables")
    output, overrides = workspace.output, counting_overrides(workspace)
    if (basis := read_basis(output)) is None:
        raise dg.Failure("events were not consolidated yet: run the job `release`", allow_retries=False)
    if found := list(verdicts.objections(output, TABLES, overrides)):
        raise dg.Failure("not fit for release: " + "; ".join(found), allow_retries=False)
    judged = checked(output, overrides)
    tables = {table.name: output.lake.read(table) for table in PUBLIC_TABLES}
    published = _publish(workspace, tables, judged, basis)
    step(len(tables))
    refresh(output, parent_tables(output))
    folder = dg.MetadataValue.path(published)
    return dg.MaterializeResult(metadata={"folder": folder, "version": published.name, **_overridden(judged)})


def _overridden(checked: Checked) -> dict[str, str]:
    return {f"override of {each.check}": f"{each.reason} ({each.who})" for each in checked.overrides}


def _publish(workspace: Workspace, tables: dict[str, pa.Table], checked: Checked, basis: Basis) -> Path:
    output, now = workspace.output, workspace.now()
    return publish(
        output,
        tables,
        version=workspace.version or None,
        today=now.date(),
        now=now,
        input_digest=_input_digest(output),
        quality=quality_page(tables, output.lake.read(INPUTS), output.lake.read(QUARANTINE), checked, _figures()),
        quality_data=quality_data(checked),
        key=signing_key(os.environ),
        basis=basis,
        reckoned=_reckoned(output),
    )


def _input_digest(output: Output) -> str:
    digests = sorted(output.lake.read(INPUTS)["sha256"].to_pylist())
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _figures() -> list[Figure]:
    """The figures of the set that ships with the project, as last recorded."""
    return [
        Figure(
            each.measure,
            f"precision {each.precision}, recall {each.recall}, F1 {each.f1}",
            f"seeds, coder {each.coder}",
        )
        for each in read_figures(FIGURES)
    ]
