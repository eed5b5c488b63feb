"""What assets are given: where to read and write, and whom to tell of progress."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import dagster as dg
from pydantic import Field

from pipeline.store.paths import PROJECT, Output, default_output

Step = Callable[[int], None]
Result: TypeAlias = "dg.MaterializeResult[None]"


class Workspace(dg.ConfigurableResource[None]):
    """Where a run reads and writes. An empty `home` is `ENTENTE_HOME`, else `data/` of the checkout.

    With `retry` a run of ingest tries again what was refused before, instead of the sources.
    """

    home: str = ""
    sources: list[str] = Field(default_factory=list)
    version: str = ""
    retry: bool = False

    @property
    def output(self) -> Output:
        """The output folder."""
        return Output(Path(self.home)) if self.home else default_output()

    @property
    def inbox(self) -> Path:
        """The folder in which the sensor looks for new articles."""
        return self.output.root / "inbox"

    def articles(self) -> list[str]:
        """The files and folders to take in: those configured, else the inbox, else the seeds while the inbox is empty."""
        if self.sources:
            return list(self.sources)
        is_fed = self.inbox.is_dir() and any(self.inbox.iterdir())
        return [str(self.inbox if is_fed else PROJECT / "seeds" / "articles")]

    def now(self) -> dt.datetime:
        """The time of the run: `SOURCE_DATE_EPOCH` where it is set, so that a rebuild can tell the same time."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else dt.datetime.now(dt.UTC)


class Reporter:
    """Told how far a stage has come; this one keeps silent, the command line has one that shows (`display.py`)."""

    def stage(self, _name: str, _total: int | None = None, *, unit: str = "") -> Step:  # noqa: ARG002
        """Go on with a stage, of `total` things called `unit` where that is known, and give back what counts them."""
        return lambda _count: None
