"""The lake: each table as Parquet files under `lake/`, those that are per article split by publication day.

    lake/<table>/part.parquet                    a corpus-wide table
    lake/<table>/day=2022-03-26/part.parquet     one day of a per-article table

A file is replaced whole, so that a reader sees a day or a table before or after a write, never between. What must be seen
together is written in a transaction: files are made under `lake/.staged`, a mark `lake/.commit` says that all are whole, then
they are moved into place. Whoever finds the mark finishes the moves; what is staged without it never happened.
"""

import datetime as dt
import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from filelock import FileLock

from pipeline.schema.model import Table
from pipeline.schema.render.arrow import to_arrow
from pipeline.store import parquet
from pipeline.store.atomic import write_text

_PART = "part.parquet"
_STAGED = ".staged"
_COMMIT = ".commit"
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Lake:
    """The tables of one output folder; `root` is its `lake/`."""

    root: Path
    _target: Path | None = None

    def write(self, table: Table[Any], data: pa.Table, day: dt.date | None = None) -> Path:
        """Replace a table, or one day of it, and give back the file."""
        path = self._file(table, day)
        parquet.write(table, data, path)
        return path

    def read(
        self, table: Table[Any], days: Iterable[dt.date] | None = None, columns: Sequence[str] | None = None
    ) -> pa.Table:
        """The table, or the given days or columns of it, in file order; without rows where nothing is stored."""
        wanted = None if days is None else {f"day={day.isoformat()}" for day in days}
        files = [path for path in self.files(table) if wanted is None or path.parent.name in wanted]
        if not files:
            empty = to_arrow(table).empty_table()
            return empty if columns is None else empty.select(columns)
        return parquet.read(table, files, columns).combine_chunks()

    def count(self, table: Table[Any]) -> int:
        """The rows of a table, told by the ends of its files."""
        return sum(parquet.count(path) for path in self.files(table))

    def add(self, table: Table[Any], data: pa.Table) -> pa.Table:
        """Add rows to a corpus-wide table, in place of those with the same key, and give back the whole."""
        whole = _merged(table, self.read(table), data)
        self.write(table, whole)
        return whole

    def add_by_day(self, table: Table[Any], data: pa.Table, time_column: str) -> list[dt.date]:
        """Add rows to the days in which their `time_column` lies, in place of those with the same key; the days touched."""
        parts = _by_day(data, time_column)
        for day, rows in parts.items():
            self.write(table, _merged(table, self.read(table, [day]), rows), day)
        return list(parts)

    def write_by_day(self, table: Table[Any], data: pa.Table, time_column: str, days: Iterable[dt.date]) -> None:
        """Replace the given days by the rows whose `time_column` lies in them; a day without rows goes."""
        parts = _by_day(data, time_column)
        for day in days:
            if day in parts:
                self.write(table, parts[day], day)
            else:
                self.drop(table, day)

    @contextmanager
    def transaction(self) -> Iterator["Lake"]:
        """The lake as one writer changes it: all that is written in the block is seen at its end, or nothing is.

        Another writer waits until this one is done. Reads inside the block do not see its writes, and days cannot be dropped
        in it.
        """
        staged = self.root / _STAGED
        self.root.mkdir(parents=True, exist_ok=True)
        with FileLock(self.root / _LOCK):
            self._finish()
            shutil.rmtree(staged, ignore_errors=True)
            try:
                yield Lake(self.root, staged)
                write_text(self.root / _COMMIT, "")
            except BaseException:
                shutil.rmtree(staged, ignore_errors=True)
                raise
            self._finish()

    def _finish(self) -> None:
        """Move into place what a writer had made whole, be it this one or one that was stopped."""
        if not (self.root / _COMMIT).exists():
            return
        staged = self.root / _STAGED
        for path in sorted(staged.rglob(_PART)):
            target = self.root / path.relative_to(staged)
            target.parent.mkdir(parents=True, exist_ok=True)
            # Two may finish the same moves at once.
            with suppress(FileNotFoundError):
                # The same bytes stay as they are, with their time: what depends on them is not out of date.
                if not (target.is_file() and filecmp.cmp(path, target, shallow=False)):
                    path.replace(target)
        shutil.rmtree(staged, ignore_errors=True)
        (self.root / _COMMIT).unlink(missing_ok=True)

    def files(self, table: Table[Any]) -> list[Path]:
        """The files that hold a table, in order."""
        self._finish()
        return [folder / _PART for folder in _folders(self.root / table.name) if (folder / _PART).exists()]

    def stamps(self, table: Table[Any]) -> Iterator[tuple[str, int, int]]:
        """Path under the lake, bytes and time in nanoseconds of each file that holds a table, in order."""
        self._finish()
        for folder in ("", *(f"{day}/" for day in _days(self.root / table.name))):
            # An archive has thousands of days: no more than one question is asked of each.
            path = f"{table.name}/{folder}{_PART}"
            with suppress(FileNotFoundError):
                told = os.stat(f"{self.root}/{path}")  # noqa: PTH116
                yield path, told.st_size, told.st_mtime_ns

    def holds(self, table: Table[Any]) -> bool:
        """Whether anything of a table is stored."""
        return any((folder / _PART).exists() for folder in _folders(self.root / table.name))

    def days(self, table: Table[Any]) -> list[dt.date]:
        """The days that a per-article table is stored for, in order."""
        self._finish()
        folders = (self.root / table.name).glob("day=*")
        return sorted(dt.date.fromisoformat(folder.name.removeprefix("day=")) for folder in folders)

    def drop(self, table: Table[Any], day: dt.date | None = None) -> None:
        """Remove a table, or one day of it; nothing happens where it is not stored."""
        target = self.root / table.name if day is None else self._file(table, day).parent
        shutil.rmtree(target, ignore_errors=True)

    def _file(self, table: Table[Any], day: dt.date | None) -> Path:
        folder = (self._target or self.root) / table.name
        return folder / _PART if day is None else folder / f"day={day.isoformat()}" / _PART


def _folders(table: Path) -> list[Path]:
    """The folders in which files of a table may lie, in order: its own, and one for each day."""
    return [table, *(table / day for day in _days(table))]


def _days(table: Path) -> list[str]:
    """The names of the folders in which days of a table may lie, in order."""
    return sorted(entry.name for entry in os.scandir(table) if entry.is_dir()) if table.is_dir() else []


def _by_day(data: pa.Table, time_column: str) -> dict[dt.date, pa.Table]:
    """The rows of each day. They are put in order once, chunk by chunk, since Arrow cannot do so with more than 2 GiB of text."""
    parts: dict[dt.date, list[pa.RecordBatch]] = {}
    for batch in data.to_batches():
        days = pc.cast(batch[time_column], pa.date32())
        order = pc.sort_indices(days)
        ordered, counts, start = batch.take(order), days.take(order).value_counts(), 0
        for day, count in zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True):
            parts.setdefault(day, []).append(ordered.slice(start, count))
            start += count
    return {day: pa.Table.from_batches(parts[day]) for day in sorted(parts)}


def _merged(table: Table[Any], held: pa.Table, data: pa.Table) -> pa.Table:
    """Held and new rows in one; where both have a key, the new row stands."""
    new = data.select(held.column_names).cast(held.schema)
    (key,) = table.key
    kept = held.filter(pc.invert(pc.is_in(held[key], new[key].combine_chunks())))
    return pa.concat_tables([kept, new])
