"""What a stage reckons on its way to its tables, kept beside the lake as long as the tables that it was made of are as they were.

Whether the tables that a stage made stand is in `standing.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from assets.standing import state_of
from pipeline.schema.model import Table
from pipeline.store.atomic import replacing
from pipeline.store.fingerprint import fingerprint
from pipeline.store.paths import Output

_OF = b"made_of"


@cache
def _lock(_file: Path) -> Lock:
    """Who makes a file."""
    return Lock()


@dataclass(frozen=True, slots=True)
class Kept:
    """A table that is reckoned of others of an output folder: its name, the tables that it takes, and a text that changes with the
    code that makes it. It is of no table's declaration, and whoever wants it must be able to make it."""

    output: Output
    name: str
    taken: Sequence[Table[Any]]
    by: str

    def table(self, make: Callable[[], pa.Table]) -> pa.Table:
        """What is kept, where `make` would make the same; else what it makes, which is kept from now on. While it is made for one thread,
        others wait for it."""
        with _lock(self._file):
            state = self._state()
            if (held := self._held(state)) is not None:
                return held
            made = make()
            # One file holds both the rows and what they were made of, so that neither is there without the other.
            with replacing(self._file) as temporary:
                pq.write_table(
                    made.replace_schema_metadata({_OF: state}), temporary, compression="zstd", write_page_checksum=True
                )
            return made

    def _held(self, state: str) -> pa.Table | None:
        try:
            with pq.ParquetFile(self._file, page_checksum_verification=True) as file:
                if (file.schema_arrow.metadata or {}).get(_OF) != state.encode():
                    return None
                return file.read()
        except (OSError, pa.ArrowException):
            # It is not there, or is not whole after a power cut.
            return None

    @property
    def _file(self) -> Path:
        return self.output.made / f"{self.name}.parquet"

    def _state(self) -> str:
        # Other libraries may reckon otherwise.
        return state_of(self.output, self.taken, f"{self.by}\n{fingerprint('requirements.lock')}")
