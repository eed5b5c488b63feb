"""How a build is shown while it runs: a line a stage with what is done, at what rate, in what time.

On a terminal the lines move; elsewhere each is printed once, when a build is over with its stage.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.live import Live
from rich.table import Table

from assets.resources import Reporter, Step


@dataclass(slots=True)
class Stage:
    """How far a stage has come. It may be left and taken up again: only the time that it runs counts."""

    name: str
    unit: str
    total: int | None
    done: int = 0
    spent: float = 0.0
    since: float | None = None
    has_failed: bool = False

    @property
    def mark(self) -> str:
        """How it stands."""
        return "✗" if self.has_failed else "…" if self.since is not None else "✓"

    def seconds(self, now: float) -> float:
        """The time that it has run."""
        return self.spent + (now - self.since if self.since is not None else 0.0)

    def cells(self, now: float) -> tuple[str, ...]:
        """Mark, name, count, rate and time as shown."""
        seconds = self.seconds(now)
        of = f" of {self.total:,}" if self.since is not None and self.total else ""
        count = f"{self.done:,}{of} {self.unit}" if self.unit else ""
        rate = f"{self.done / seconds:,.0f}/s" if self.unit and self.done and seconds >= 1 else ""
        return (self.mark, self.name, count, rate, f"{seconds:.1f} s")


class Progress(Reporter):
    """The stages of a build so far; to be shown as a table."""

    def __init__(self) -> None:
        self._stages: dict[str, Stage] = {}
        self._current: Stage | None = None

    def stage(self, name: str, total: int | None = None, *, unit: str = "") -> Step:
        """Leave the stage that runs, and begin this one or go on with it."""
        self.leave()
        stage = self._stages.setdefault(name, Stage(name, unit, total))
        stage.since = time.monotonic()
        self._current = stage

        def step(count: int) -> None:
            stage.done += count

        return step

    def leave(self) -> None:
        """Stop the clock of the stage that runs."""
        if self._current is not None:
            self._current.spent = self._current.seconds(time.monotonic())
            self._current.since = None
            self._current = None

    def fail(self) -> None:
        """Stop the clock of the stage that runs, and mark it as failed."""
        if self._current is not None:
            self._current.has_failed = True
            self.leave()

    def __rich__(self) -> Table:
        table = Table.grid(padding=(0, 2))
        for justify in ("left", "left", "right", "right", "right"):
            table.add_column(justify=justify)
        for stage in self._stages.values():
            table.add_row(*stage.cells(time.monotonic()))
        return table


@contextmanager
def shown(console: Console) -> Iterator[Progress]:
    """Show a build's progress while the block runs, and how it ended after it."""
    progress = Progress()
    if not console.is_terminal:
        try:
            yield progress
        finally:
            progress.leave()
            console.print(progress)
        return
    with Live(progress, console=console, refresh_per_second=4, get_renderable=lambda: progress):
        try:
            yield progress
        finally:
            progress.leave()
