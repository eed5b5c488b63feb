"""How a build is shown while it runs: a line a stage with what is done, at what rate, in what time, and how long it still takes.

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

    def left(self, now: float) -> float | None:
        """The seconds that it will still take at its rate so far; none where that cannot be told."""
        if self.since is None or not self.total or not self.done or self.seconds(now) < 1:
            return None
        return (self.total - self.done) * self.seconds(now) / self.done

    def cells(self, now: float) -> tuple[str, ...]:
        """Mark, name, count, rate, time and time left as shown."""
        seconds = self.seconds(now)
        of = f" of {self.total:,}" if self.since is not None and self.total else ""
        count = f"{self.done:,}{of} {self.unit}" if self.unit else ""
        rate = f"{self.done / seconds:,.0f}/s" if self.unit and self.done and seconds >= 1 else ""
        left = self.left(now)
        return (self.mark, self.name, count, rate, _duration(seconds), f"{_duration(left)} left" if left else "")


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}h{minutes:02}m"
    return f"{minutes}m{rest:02}s" if minutes else f"{seconds:.1f} s"


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

    def as_json(self) -> dict[str, dict[str, float]]:
        """What each stage has done and how many seconds it took, by its name."""
        now = time.monotonic()
        return {
            stage.name: {"done": stage.done, "seconds": round(stage.seconds(now), 2)} for stage in self._stages.values()
        }

    def __rich__(self) -> Table:
        table = Table.grid(padding=(0, 2))
        for justify in ("left", "left", "right", "right", "right", "right"):
            table.add_column(justify=justify, no_wrap=True)
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
    # What others print goes to the log: unless told not to, Live takes it from there and shows it between the lines.
    with Live(
        console=console,
        refresh_per_second=4,
        get_renderable=lambda: progress,
        redirect_stdout=False,
        redirect_stderr=False,
    ):
        try:
            yield progress
        finally:
            progress.leave()
