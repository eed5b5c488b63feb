"""What assets are given: where to read and write, and whom to tell of progress."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import dagster as dg
from pydantic import Field

from pipeline.ingest.configured import sources_to_take
from pipeline.ingest.fetching.sources import Sources
from pipeline.ingest.fetching.sources_file import read_sources
from pipeline.ingest.files import Source
from pipeline.store.paths import PROJECT, Output, default_output

Step = Callable[[int], None]
Result: TypeAlias = "dg.MaterializeResult[None]"


class Workspace(dg.ConfigurableResource[None]):
    """Where a run reads and writes. An empty `home` is `ENTENTE_HOME`, else `data/` of the checkout.

    `sources_file` is a `sources.toml`; an empty one is that of the home, if there is one. With `retry` a run of ingest tries
    again what was refused before, instead of the sources. With `affairs_only` articles that tell of no world affairs, by their words,
    are listed but not read.
    """

    home: str = ""
    sources: list[str] = Field(default_factory=list)
    sources_file: str = ""
    version: str = ""
    retry: bool = False
    affairs_only: bool = True

    @property
    def output(self) -> Output:
        """The output folder."""
        return Output(Path(self.home)) if self.home else default_output()

    @property
    def inbox(self) -> Path:
        """The folder in which the sensor looks for new articles."""
        return self.output.root / "inbox"

    def configured(self) -> Sources:
        """What `sources.toml` says; nothing where there is none. Raises SourcesError."""
        path = Path(self.sources_file) if self.sources_file else self.output.root / "sources.toml"
        return read_sources(path) if self.sources_file or path.is_file() else Sources()

    def articles(self) -> list[str | Source]:
        """What to take in: the sources given, else the inbox and what `sources.toml` lists, else the seeds."""
        if self.sources and not self.sources_file:
            return list(self.sources)
        listed: list[str | Source] = [*self.sources, *sources_to_take(self.configured(), self.output.root)]
        is_fed = not self.sources and self.inbox.is_dir() and any(self.inbox.iterdir())
        found = [str(self.inbox), *listed] if is_fed else listed
        return found or [str(PROJECT / "seeds" / "articles")]

    def now(self) -> dt.datetime:
        """The time of the run: `SOURCE_DATE_EPOCH` where it is set, so that a rebuild can tell the same time."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else dt.datetime.now(dt.UTC)


class Reporter:
    """Told how far a stage has come; this one keeps silent, the command line has one that shows (`display.py`)."""

    def stage(self, _name: str, _total: int | None = None, *, unit: str = "") -> Step:  # noqa: ARG002
        """Go on with a stage, of `total` things called `unit` where that is known, and give back what counts them."""
        return lambda _count: None

    def taken(self, articles: int) -> None:
        """Hear how many articles a run has taken in by now."""
