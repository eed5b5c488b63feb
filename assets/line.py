"""The jobs of a build, run in this process one after the other; what else they print goes to a log.

Importing this takes seconds, since it imports Dagster and every stage. What a build tells its user is in `build.py`.
"""

import datetime as dt
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Thread

import dagster as dg
from rich.console import Console

from assets import verdicts
from assets.checks import CHECK, counting_overrides
from assets.definitions import defs
from assets.display import Progress, shown
from assets.engines.compute import Compute
from assets.judges import Judge
from assets.memory import give_back
from assets.reading import begin_reading
from assets.resources import Reporter, Step, Workspace
from pipeline.entities.reference import knowledge
from pipeline.ingest.crew import let_go
from pipeline.reading.parser import model
from pipeline.schema.registry import table_named
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.article_text import ARTICLE_TEXT

_MANY = 200
"""Articles from which it pays that an engine's processes load while articles are still taken in."""
_OUR_ERROR = re.compile(r"^\w+(\.\w+)+: ")
"""The class of an error that is not Python's own: its message says all that a user needs."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ended: the tables whose checks failed, and the first fault in a line; neither where it went well."""

    failed_tables: frozenset[str] = frozenset()
    fault: str | None = None


@dataclass(frozen=True)
class Line:
    """The jobs over one workspace, with the progress shown."""

    workspace: Workspace
    judge: Judge
    instance: dg.DagsterInstance
    progress: Progress
    compute: Compute

    def run(self, job: str) -> Ending:
        """Run a job; one that names no days runs over all that the lake holds, and Dagster records no event for each."""
        result = defs.resolve_job_def(job).execute_in_process(
            instance=self.instance,
            resources={
                "workspace": self.workspace,
                "reporter": self._reporter,
                "judge": self.judge,
                "compute": self.compute,
            },
            run_config={"loggers": {"console": {"config": {"log_level": "DEBUG"}}}},
            raise_on_error=False,
        )
        if result.success:
            return Ending()
        self.progress.fail()
        evaluations = result.get_asset_check_evaluations()
        failed = frozenset(each.asset_key.to_user_string() for each in evaluations if not each.passed)
        return Ending(failed, _fault(result))

    def build(self) -> Ending:
        """Run every stage, as far as there are articles and nothing fails; checks run beside the stages, and all before the release."""
        if not self.workspace.output.lake.holds(ANNOTATIONS):
            # While ingest waits for the processes that read, this one loads what later stages begin with.
            Thread(target=self._load, daemon=True).start()
        for job in ("ingest_ahead", "tables_ahead", "publish"):
            ending = self.run(job)
            if ending.fault or not self.days():
                return self._explained(ending)
            if job == "ingest_ahead" and self._reporter.is_much:
                let_go()
                if self._reporter.is_left_to_others:
                    begin_reading(self.workspace, self.compute)
        return ending

    @cached_property
    def _reporter(self) -> "_Heard":
        return _Heard(self.progress, self._objections, self.compute.warm, self.compute.rest)

    def _load(self) -> None:
        knowledge()
        if not self._reporter.is_left_to_others:
            model()

    def _objections(self) -> list[str]:
        """The tables of which the judge has said by now that they cannot be released."""
        overrides = counting_overrides(self.workspace)
        return [name for name, verdict in self.judge.heard().items() if overrides.stopping(verdict.results)]

    def _explained(self, ending: Ending) -> Ending:
        """How a job ended, with what the checks begun beside it say: a stage may have failed over what they would stop."""
        for name, verdict in self.judge.heard().items():
            verdicts.keep(self.workspace.output, table_named(name), verdict)
        return replace(ending, failed_tables=ending.failed_tables | frozenset(self._objections()))

    def days(self) -> list[dt.date]:
        """The days of which the lake holds articles."""
        return self.workspace.output.lake.days(ARTICLE_TEXT)


@contextmanager
def line(
    workspace: Workspace, judge: Judge, console: Console, log: Path, compute: Compute | None = None
) -> Iterator[Line]:
    """A line over a workspace; while it stands, what others log and print goes to the file `log`."""
    settings = {"telemetry": {"enabled": False}}
    with _quiet(log), dg.DagsterInstance.ephemeral(settings=settings) as instance, shown(console) as progress:
        _remember_nothing(instance)
        yield Line(workspace, judge, instance, progress, compute or Compute())


def _remember_nothing(instance: dg.DagsterInstance) -> None:
    """Have an instance keep no events, and look for none: the log tells of each, and nobody asks when a run is over. Before each step
    Dagster asks when what it takes was made last."""
    nothing = dg.EventRecordsResult([], cursor="", has_more=False)
    answers = {
        "store_event": lambda _event: None,
        "get_asset_records": lambda _keys=None: [],
        "fetch_observations": lambda *_, **__: nothing,
    }
    for name, answer in answers.items():
        setattr(instance.event_log_storage, name, answer)


@dataclass(slots=True)
class _Heard(Reporter):
    """Lets no stage begin over tables that cannot be released, and the engine begin to load once there is work for it.

    `is_much` tells whether many articles came in, and `is_left_to_others` whether other processes than this one will work on them.
    """

    progress: Progress
    objections: Callable[[], list[str]]
    warm: Callable[[], bool]
    rest: Callable[[], None]
    is_much: bool = False
    is_left_to_others: bool = False

    def stage(self, name: str, total: int | None = None, *, unit: str = "") -> Step:
        """Go on with a stage; dg.Failure where a check has failed by now."""
        if name != CHECK:
            self.rest()
            give_back()
            if found := self.objections():
                raise dg.Failure(f"a check of {', '.join(found)} failed", allow_retries=False)
        return self.progress.stage(name, total, unit=unit)

    def taken(self, articles: int) -> None:
        """Have the engine begin to load when there are many."""
        if articles == _MANY:
            self.is_much = True
            self.is_left_to_others = self.warm()


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


def _fault(result: dg.ExecuteInProcessResult) -> str:
    """The first step's failure in one line; the log has the trace."""
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            cause = error.cause if error is not None and error.cause is not None else error
            lines = (cause.message if cause is not None else "").strip().splitlines()
            return f"{event.step_key} failed: {_OUR_ERROR.sub('', lines[0]) if lines else 'see the log'}"
    return "the build failed: see the log"
