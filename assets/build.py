"""The command `entente build`: the same assets as Dagster's, run in this process with progress shown.

Exit codes: 0 published, 1 a check or the data failed, 2 bad usage.
"""

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from rich.console import Console

from assets import summary, verdicts
from assets.engines.model import EngineError
from assets.gate import overrides_of, results_of
from assets.intake import intake, is_taken
from assets.judges import Judge, Jury
from assets.uncollected import uncollected
from pipeline.arguments import ENGINES
from pipeline.commands.common import DONE, FAILED, MISUSED
from pipeline.current import note_release
from pipeline.display import to_json
from pipeline.events.corrections import read_event_corrections
from pipeline.ingest.crew import load_ahead
from pipeline.ingest.files import SourceNotFound, find_files
from pipeline.release.checked import CheckResult, Severity
from pipeline.release.index import read_index
from pipeline.release.overrides import Overrides, OverridesError
from pipeline.release.published import set_aside
from pipeline.schema.registry import TABLES
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.store.corrections import read_corrections
from pipeline.store.frames import spare_pandas
from pipeline.store.generation import LakeOutdated, check_generation
from pipeline.store.paths import ENTITY_CORRECTIONS, EVENT_CORRECTIONS, Output
from pipeline.store.reference import ReferenceError

if TYPE_CHECKING:
    from assets.engines.compute import Compute
    from assets.line import Ending
    from assets.resources import Workspace

_LOCK = ".building.lock"
_ROWS_SHOWN = 3
_EXAMPLE = "SELECT event_type, count(*) AS events FROM events GROUP BY ALL ORDER BY 2 DESC"


def run_build(
    sources: list[str],
    out: Path,
    version: str | None,
    sources_file: Path | None = None,
    as_json: bool = False,
    engine: str = ENGINES[0],
    processes: int = 0,
    affairs_only: bool = True,
) -> int:
    """Build and publish a release of `sources`, and of those that a `sources.toml` lists, in `out`; print where it is, or what
    stands in the way, to programs as JSON."""
    spare_pandas()
    jury = _begin_beside(sources, sources_file, Output(out))
    with uncollected():
        from assets.engines.compute import Compute
        from assets.resources import Workspace

    # Bound to the stream of now: while stages run, what others write to it goes to the log.
    console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)
    try:
        workspace = Workspace(
            home=str(out.resolve()),
            sources=sources,
            version=version or "",
            sources_file=str(sources_file or ""),
            affairs_only=affairs_only,
        )
        files = find_files(workspace.articles())
        (compute := Compute(engine=engine, processes=processes)).start()
        _read_corrections()
        out.mkdir(parents=True, exist_ok=True)
        with FileLock(out / _LOCK, timeout=0):
            check_generation(Output(out).lake)
            overrides = overrides_of(workspace.output, workspace.now().date())
            code = _build(workspace, jury, compute, console, overrides, as_json)
            if code == DONE:
                note_release(Output(out), files, affairs_only)
            return code
    except (SourceNotFound, LakeOutdated, ReferenceError, OverridesError, EngineError) as fault:
        console.print(f"entente build: {fault}")
        return MISUSED
    except Timeout:
        console.print(f"entente build: {out}: another build is at work there: try again when it is done")
        return FAILED
    except OSError as fault:
        console.print(f"entente build: {out}: cannot be written to: {fault.strerror or fault}")
        return MISUSED


def _begin_beside(sources: list[str], sources_file: Path | None, output: Output) -> Jury:
    """Have other processes load Great Expectations, and what reads files if any has to be read, while this one loads Dagster."""
    jury = Jury()
    if sources_file or not _are_taken(sources, output):
        load_ahead()
    return jury


def _are_taken(sources: list[str], output: Output) -> bool:
    """Whether no file of the sources has to be read."""
    try:
        return is_taken(output, intake(output, find_files(sources)))
    except (SourceNotFound, OSError):
        # Whoever takes them in tells of it.
        return False


def _read_corrections() -> None:
    """Hold what people corrected against its rules before anything is done; ReferenceError names the line."""
    read_corrections(ENTITY_CORRECTIONS)
    read_event_corrections(EVENT_CORRECTIONS)


def run_retry(out: Path) -> int:
    """Read again what was refused in `out` and say what became of it; the next build takes it from there."""
    from assets.line import line
    from assets.resources import Workspace

    workspace = Workspace(home=str(out.resolve()), retry=True)
    console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)
    output = Output(out)
    before = output.lake.read(QUARANTINE).num_rows
    try:
        with FileLock(out / _LOCK, timeout=0), line(workspace, Judge(), console, out / "logs" / "retry.log") as stages:
            ending = stages.run("ingest")
    except Timeout:
        console.print(f"entente quarantine: {out}: a build is at work there: try again when it is done")
        return FAILED
    if ending.fault:
        console.print(ending.fault)
        return FAILED
    left = output.lake.read(QUARANTINE).num_rows
    console.print(f"tried {before} refused inputs again: {left} are still refused; `entente build` goes on from here")
    return DONE


def _build(
    workspace: "Workspace", judge: Judge, compute: "Compute", console: Console, overrides: Overrides, as_json: bool
) -> int:
    with uncollected():
        from assets.line import line

    started = time.monotonic()
    output = workspace.output
    with line(workspace, judge, console, output.root / "logs" / "build.log", compute) as stages:
        ending, days = stages.build(), stages.days()
    if ending.fault:
        faults = _faults(ending, output, overrides)
        _explain(ending, faults, console, output)
        if as_json:
            print(to_json(summary.refused(output, ending.fault, faults)))
        return FAILED
    if not days:
        fault = f"no article came in; `entente quarantine {output.root}` lists what was refused"
        console.print(f"nothing was published: {fault}")
        if as_json:
            print(to_json(summary.refused(output, fault)))
        return FAILED
    seconds = time.monotonic() - started
    told = summary.published(output, seconds, stages.progress.as_json()) if as_json else None
    _tell(console, output, overrides, seconds, told)
    return DONE


def _faults(ending: "Ending", output: Output, overrides: Overrides) -> list[CheckResult]:
    failed = ending.failed_tables
    judged = [verdict for table in TABLES if table.name in failed and (verdict := verdicts.read(output, table))]
    return [fault for verdict in judged for fault in overrides.stopping(verdict.results)]


def _explain(ending: "Ending", faults: list[CheckResult], console: Console, output: Output) -> None:
    for fault in faults:
        _show(fault, console)
    if not faults:
        console.print(ending.fault)
    latest = read_index(output.releases).latest
    stays = f"release {latest} stays the latest" if latest else "there is no release yet"
    console.print(f"nothing was published; {stays}; log: {output.root / 'logs' / 'build.log'}")


def _show(result: CheckResult, console: Console) -> None:
    console.print(f"check failed: table {result.table}, {result.name}: {result.failing} rows: {result.description}")
    for row in result.rows[:_ROWS_SHOWN]:
        console.print("  " + ", ".join(f"{name}={value}" for name, value in row.items()))
    if result.severity is Severity.ERROR:
        console.print(f"  who knows better may override {result.check} with a reason: docs/checks.md")


def _tell(
    console: Console, output: Output, overrides: Overrides, seconds: float, told: Mapping[str, Any] | None
) -> None:
    index = read_index(output.releases)
    release = output.releases / str(index.latest)
    entry = index.entry(str(index.latest))
    results = list(results_of(output))
    for result in results:
        if not result.passed:
            override = overrides.counting.get(result.check)
            console.print(f"warning: {result}" + (f"; overridden: {override.reason}" if override else ""))
    for note in overrides.notes(results):
        console.print(f"warning: {note}")
    if aside := set_aside(release):
        console.print(
            f"set aside unread: {aside} {'article' if aside == 1 else 'articles'} of no world affairs, by the words"
        )
    console.print(f"published in {seconds:.0f} s: {entry.events if entry else 0} events")
    print(release if told is None else to_json(told), flush=True)
    console.print(f'query it:  entente query {release} "{_EXAMPLE}"')
    console.print(f"verify it: entente verify {release}")
