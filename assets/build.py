"""The command `entente build`: the same assets as Dagster's, run in this process with progress shown.

Exit codes: 0 published, 1 a check or the data failed, 2 bad usage.
"""

import logging
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import dagster as dg
from filelock import FileLock, Timeout
from rich.console import Console

from assets import verdicts
from assets.definitions import defs
from assets.display import shown
from assets.judges import Judge, Jury
from assets.partitions import add_days, all_days
from assets.resources import Reporter, Workspace
from expectations.model import Outcome
from pipeline.current import note_release
from pipeline.ingest.files import SourceNotFound, find_files
from pipeline.release.index import read_index
from pipeline.schema.registry import TABLES
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.store.generation import LakeOutdated, check_generation
from pipeline.store.paths import Output

DONE, FAILED, MISUSED = 0, 1, 2
_LOCK = ".building.lock"
_ROWS_SHOWN = 3
_OUR_ERROR = re.compile(r"^\w+(\.\w+)+: ")
"""The class of an error that is not Python's own: its message says all that a user needs."""

_EXAMPLE = "SELECT event_type, count(*) AS events FROM events GROUP BY ALL ORDER BY 2 DESC"


def run_build(sources: list[str], out: Path, version: str | None, sources_file: Path | None = None) -> int:
    """Build and publish a release of `sources`, and of those that a `sources.toml` lists, in `out`; print where it is, or what
    stands in the way."""
    # Bound to the stream of now: while stages run, what others write to it goes to the log.
    console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)
    try:
        workspace = Workspace(
            home=str(out.resolve()), sources=sources, version=version or "", sources_file=str(sources_file or "")
        )
        files = find_files(workspace.articles())
        out.mkdir(parents=True, exist_ok=True)
        with FileLock(out / _LOCK, timeout=0):
            check_generation(Output(out).lake)
            code = _build(workspace, out, console)
            if code == DONE:
                note_release(Output(out), files)
            return code
    except (SourceNotFound, LakeOutdated) as fault:
        console.print(f"entente build: {fault}")
        return MISUSED
    except Timeout:
        console.print(f"entente build: {out}: another build is at work there: try again when it is done")
        return FAILED
    except OSError as fault:
        console.print(f"entente build: {out}: cannot be written to: {fault.strerror or fault}")
        return MISUSED


def run_retry(out: Path) -> int:
    """Read again what was refused in `out` and say what became of it; the next build takes it from there."""
    console = Console(file=sys.stderr, highlight=False, markup=False, soft_wrap=True)
    output = Output(out)
    before = output.lake.read(QUARANTINE).num_rows
    try:
        with (
            FileLock(out / _LOCK, timeout=0),
            _quiet(out / "logs" / "retry.log"),
            _instance() as instance,
            shown(console) as progress,
        ):
            result = _run("ingest", instance, Workspace(home=str(out.resolve()), retry=True), progress, Judge())
    except Timeout:
        console.print(f"entente quarantine: {out}: a build is at work there: try again when it is done")
        return FAILED
    if not result.success:
        console.print(_fault(result))
        return FAILED
    left = output.lake.read(QUARANTINE).num_rows
    console.print(f"tried {before} refused inputs again: {left} are still refused; `entente build` goes on from here")
    return DONE


def _build(workspace: Workspace, out: Path, console: Console) -> int:
    started = time.monotonic()
    output = Output(out)
    judge = Jury()
    with _quiet(out / "logs" / "build.log"), _instance() as instance, shown(console) as progress:
        # The instance lives as long as this build, so that days held from earlier builds are made known to it.
        add_days(instance, output.lake.days(ARTICLE_TEXT))
        for job in ("ingest", "release"):
            result = _run(job, instance, workspace, progress, judge)
            if not result.success or not output.lake.days(ARTICLE_TEXT):
                break
        if not result.success:
            progress.fail()
    if not result.success:
        _explain(result, console, output)
        return FAILED
    if not output.lake.days(ARTICLE_TEXT):
        console.print(f"nothing was published: no article came in; `entente quarantine {out}` lists what was refused")
        return FAILED
    _tell(console, output, time.monotonic() - started)
    return DONE


def _instance() -> dg.DagsterInstance:
    return dg.DagsterInstance.ephemeral(settings={"telemetry": {"enabled": False}})


def _run(
    job: str, instance: dg.DagsterInstance, workspace: Workspace, reporter: Reporter, judge: Judge
) -> dg.ExecuteInProcessResult:
    return defs.resolve_job_def(job).execute_in_process(
        instance=instance,
        tags=all_days(instance) if job == "release" else {},
        resources={"workspace": workspace, "reporter": reporter, "judge": judge},
        run_config={"loggers": {"console": {"config": {"log_level": "DEBUG"}}}},
        raise_on_error=False,
    )


@contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """Send what Dagster and its peers log and print to a file, so that the terminal shows the build."""
    log.parent.mkdir(parents=True, exist_ok=True)
    root = logging.getLogger()
    held = root.handlers[:]
    with log.open("w", encoding="utf-8") as file, redirect_stderr(file), redirect_stdout(file):
        handler = logging.StreamHandler(file)
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        root.handlers = [handler]
        try:
            yield
        finally:
            root.handlers = held


def _explain(result: dg.ExecuteInProcessResult, console: Console, output: Output) -> None:
    failed = {each.asset_key.to_user_string() for each in result.get_asset_check_evaluations() if not each.passed}
    judged = [verdict for table in TABLES if table.name in failed and (verdict := verdicts.read(output, table))]
    faults = [outcome for verdict in judged for outcome in verdict.faults]
    for fault in faults:
        _show(fault, console)
    if not faults:
        console.print(_fault(result))
    latest = read_index(output.releases).latest
    stays = f"release {latest} stays the latest" if latest else "there is no release yet"
    console.print(f"nothing was published; {stays}; log: {output.root / 'logs' / 'build.log'}")


def _show(outcome: Outcome, console: Console) -> None:
    console.print(f"check failed: table {outcome.table}, {outcome.name}: {outcome.failing} rows: {outcome.description}")
    for row in outcome.rows[:_ROWS_SHOWN]:
        console.print("  " + ", ".join(f"{name}={value}" for name, value in row.items()))


def _fault(result: dg.ExecuteInProcessResult) -> str:
    """The first step's failure in one line; the log has the trace."""
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            cause = error.cause if error is not None and error.cause is not None else error
            lines = (cause.message if cause is not None else "").strip().splitlines()
            return f"{event.step_key} failed: {_OUR_ERROR.sub('', lines[0]) if lines else 'see the log'}"
    return "the build failed: see the log"


def _tell(console: Console, output: Output, seconds: float) -> None:
    index = read_index(output.releases)
    release = output.releases / str(index.latest)
    entry = index.entry(str(index.latest))
    for table in TABLES:
        for outcome in getattr(verdicts.read(output, table), "outcomes", ()):
            if not outcome.passed:
                console.print(f"warning: {outcome}")
    console.print(f"published in {seconds:.0f} s: {entry.events if entry else 0} events")
    print(release, flush=True)
    console.print(f'query it:  entente query {release} "{_EXAMPLE}"')
    console.print(f"verify it: entente verify {release}")
