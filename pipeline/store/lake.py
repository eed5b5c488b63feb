"""The lake: each table as Parquet files under `lake/`, those that are per article split by publication day.

    lake/<table>/part.parquet                    a corpus-wide table
    lake/<table>/day=2022-03-26/part.parquet     one day of a per-article table

A file is replaced whole, so that a reader sees a day or a table before or after a write, never between.
"""

import datetime as dt
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.schema.model import Table
from pipeline.schema.render.arrow import to_arrow
from pipeline.store import parquet

_PART = "part.parquet"


@dataclass(frozen=True, slots=True)
class Lake:
    """The tables of one output folder; `root` is its `lake/`."""

    root: Path

    def write(self, table: Table[Any], data: pa.Table, day: dt.date | None = None) -> Path:
        """Replace a table, or one day of it, and give back the file."""
        path = self._file(table, day)
        parquet.write(table, data, path)
        return path

    def read(self, table: Table[Any], days: Iterable[dt.date] | None = None) -> pa.Table:
        """The table, or the given days of it, in file order; without rows where nothing is stored."""
        wanted = None if days is None else {f"day={day.isoformat()}" for day in days}
        files = [path for path in self.files(table) if wanted is None or path.parent.name in wanted]
        if not files:
            return to_arrow(table).empty_table()
        return pa.concat_tables([parquet.read(table, path) for path in files]).combine_chunks()

    def files(self, table: Table[Any]) -> list[Path]:
        """The files that hold a table, in order."""
        return sorted((self.root / table.name).rglob(_PART))

    def days(self, table: Table[Any]) -> list[dt.date]:
        """The days that a per-article table is stored for, in order."""
        folders = (self.root / table.name).glob("day=*")
        return sorted(dt.date.fromisoformat(folder.name.removeprefix("day=")) for folder in folders)

    def drop(self, table: Table[Any], day: dt.date | None = None) -> None:
        """Remove a table, or one day of it; nothing happens where it is not stored."""
        target = self.root / table.name if day is None else self._file(table, day).parent
        shutil.rmtree(target, ignore_errors=True)

    def _file(self, table: Table[Any], day: dt.date | None) -> Path:
        folder = self.root / table.name
        return folder / _PART if day is None else folder / f"day={day.isoformat()}" / _PART
