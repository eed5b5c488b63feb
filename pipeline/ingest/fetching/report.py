"""What a run of fetching did, source by source: values to print, to log and to decide on.

How it is done is in `collecting.py` and `fetch.py`.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from pipeline.ingest.fetching.faults import Reason


@dataclass(frozen=True, slots=True)
class Failure:
    """A URL (without its query) that brought nothing, why, and in one line what happened."""

    url: str
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class SourceReport:
    """How a source fared: counts of answers by what became of them, and the file with those that were new.

    `failures` are of pages; `robots` counts what robots.txt disallows, `left` the pages left to a later run since their host is
    left alone for now. `problem` is why the source counts as failing: its own URL's fault, or a page's when none could be had.
    """

    name: str
    fetched: int = 0
    unchanged: int = 0
    robots: int = 0
    left: int = 0
    failures: tuple[Failure, ...] = ()
    problem: Failure | None = None
    file: Path | None = None

    @property
    def is_resting(self) -> bool:
        """Whether its host was left alone, so that nothing is known of how the source would have fared."""
        return self.problem is not None and self.problem.reason is Reason.HOST_RESTING

    @property
    def line(self) -> str:
        """The report in one line."""
        counts = f"{self.fetched} fetched, {self.unchanged} unchanged, {self.robots} disallowed by robots.txt"
        rest = f", {self.left} left for later" if self.left else ""
        failed = f", {len(self.failures)} failed" if self.failures else ""
        problem = f"; {self.problem.reason}: {self.problem.detail}" if self.problem else ""
        return f"{self.name}: {counts}{failed}{rest}{problem}"


@dataclass(frozen=True, slots=True)
class FetchReport:
    """How the sources fared, in the order of the file, in a run begun at `started` (UTC)."""

    started: dt.datetime
    sources: tuple[SourceReport, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """The WARC files written."""
        return tuple(each.file for each in self.sources if each.file)

    @property
    def failing(self) -> tuple[SourceReport, ...]:
        """The sources that count as failing."""
        return tuple(each for each in self.sources if each.problem)
