"""Whether what a stage made stands: the tables that it takes, those that it made and what made them are as when it last ran.

A stage that looks at one article at a time keeps what it made of each; this is for those that look at all of them at once.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.verdicts import mark_of
from pipeline.schema.model import Table
from pipeline.store.atomic import write_text
from pipeline.store.paths import Output


@dataclass(frozen=True, slots=True)
class Standing:
    """A stage of an output folder: its name, the tables that it takes and makes, and a text that changes with whatever else its
    results hang on."""

    output: Output
    stage: str
    taken: Sequence[Table[Any]]
    made: Sequence[Table[Any]]
    by: str

    @property
    def holds(self) -> bool:
        """Whether a run of the stage would make again what is there."""
        return self._note.is_file() and self._note.read_text(encoding="utf-8") == self._state()

    def note(self) -> None:
        """Note that the stage has run over the tables as they are."""
        write_text(self._note, self._state())

    @property
    def _note(self) -> Path:
        return self.output.made / self.stage

    def _state(self) -> str:
        return state_of(self.output, (*self.taken, *self.made), self.by)


def state_of(output: Output, tables: Iterable[Table[Any]], by: str) -> str:
    """A digest of tables as they are and of a text."""
    marks = (mark_of(output, table) for table in tables)
    return hashlib.sha256("\n".join((by, *marks)).encode()).hexdigest()
