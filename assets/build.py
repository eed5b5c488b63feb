"""The command `entente build`: the same assets as Dagster's, run in this process with progress shown.

Exit codes: 0 published, 1 a check or the data failed, 2 bad usage.
"""

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from assets.definitions import defs
from assets.partitions import add_days, all_days
from assets.resources import Reporter, Step, Workspace
from pipeline.release.index import read_index
from pipeline.schema.registry import table_named
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.store.paths import Output

DONE, FAILED = 0, 1


def run_build(sources: list[str], out: Path, version: str | None) -> int:
    """Build and publish a release of `sources` in `out`; print where it is, or what stands in the way."""
    started = time.monotonic()
    console = Console(stderr=True, highlight=False)
    out.mkdir(parents=True, exist_ok=True)
    output = Output(out)
    workspace = Workspace(home=str(out.resolve()), sources=sources, version=version or "")
    with _quiet(out / "logs" / "build.log"), _shown(console) as reporter, dg.DagsterInstance.ephemeral() as instance:
        # The instance lives as long as this build, so that days held from earlier builds are made known to it.
        add_days(instance, output.lake.days(ARTICLE_TEXT))
        for job in ("ingest", "release"):
            result = _run(job, instance, workspace, reporter)
            if not result.success:
                reporter.stop()
                return _explain(result, console, output)
    _tell(console, output, time.monotonic() - started)
    return DONE


def _run(job: str, instance: dg.DagsterInstance, workspace: Workspace, reporter: Reporter) -> dg.ExecuteInProcessResult:
    return defs.resolve_job_def(job).execute_in_process(
        instance=instance,
        tags=all_days(instance) if job == "release" else {},
        resources={"workspace": workspace, "reporter": reporter},
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        raise_on_error=False,
    )


class _Bars(Reporter):
    """A line for each stage, with a bar where the number of items is known."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._current: TaskID | None = None

    def stage(self, name: str, total: int | None = None) -> Step:
        self.stop()
        task = self._progress.add_task(name, total=total)
        self._current = task
        return lambda count: self._progress.update(task, advance=count)

    def stop(self) -> None:
        """Mark the stage that runs as done."""
        if self._current is not None:
            done = self._progress.tasks[self._current]
            self._progress.update(self._current, total=done.completed or 1, completed=done.completed or 1)
            self._current = None


@contextmanager
def _shown(console: Console) -> Iterator[_Bars]:
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description:<12}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bars = _Bars(progress)
        yield bars
        bars.stop()


@contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """Send what Dagster and its peers log to a file, so that the terminal shows the build."""
    log.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(log, mode="w", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    held = root.handlers[:]
    root.handlers = [handler]
    try:
        yield
    finally:
        root.handlers = held
        handler.close()


def _explain(result: dg.ExecuteInProcessResult, console: Console, output: Output) -> int:
    failed = [each for each in result.get_asset_check_evaluations() if not each.passed and each.blocking]
    for check in failed:
        console.print(f"check failed: {check.description}", markup=False)
        table = table_named(check.asset_key.to_user_string())
        console.print(f"  table {table.name}: {table.description}", markup=False)
    if not failed:
        console.print(_fault(result), markup=False)
    latest = read_index(output.releases).latest
    console.print(
        f"nothing was published; {f'release {latest} stays the latest' if latest else 'there is no release yet'}"
    )
    console.print(f"log: {output.root / 'logs' / 'build.log'}", markup=False)
    return FAILED


def _fault(result: dg.ExecuteInProcessResult) -> str:
    """The first step's failure in one line; the log has the trace."""
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            cause = error.cause if error is not None and error.cause is not None else error
            lines = (cause.message if cause is not None else "").strip().splitlines()
            return f"{event.step_key} failed: {lines[0] if lines else 'see the log'}"
    return "the build failed: see the log"


def _tell(console: Console, output: Output, seconds: float) -> None:
    index = read_index(output.releases)
    release = output.releases / str(index.latest)
    entry = index.entry(str(index.latest))
    console.print(f"published in {seconds:.0f} s: {entry.events if entry else 0} events", highlight=False)
    print(release)
    example = "SELECT event_type, count(*) AS events FROM events GROUP BY ALL ORDER BY 2 DESC"
    console.print(f'query it:  entente query {release} "{example}"', markup=False, soft_wrap=True)
    console.print(f"verify it: entente verify {release}", markup=False, soft_wrap=True)
    sys.stdout.flush()
