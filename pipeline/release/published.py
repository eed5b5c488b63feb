"""Reading a release that was published: its manifest and its tables as they were declared then.

Whether it is whole is for `verify.py` to say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.release.errors import ReleaseError
from pipeline.release.index import read_index
from pipeline.release.manifest import read_manifest, table_path
from pipeline.schema.registry import PUBLIC_TABLES, table_named
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.render.duckdb import identifier, literal
from pipeline.schema.tables.articles import ARTICLES
from pipeline.store.paths import Output

COMPARED = ("events", "participants", "evidence", "articles", "corrections")
"""The tables by which changes are reckoned."""
_CHAINED = ("ledger", "redirects")


@dataclass(frozen=True, slots=True)
class EventTables:
    """The tables of a release by which changes are reckoned: each in memory, or as files of which no more is read than is asked for."""

    held: Mapping[str, pa.Table | Sequence[Path]]

    @classmethod
    def of(cls, table: Callable[[str], pa.Table | Sequence[Path]]) -> "EventTables":
        """What `table` gives for their names."""
        return cls({name: table(name) for name in COMPARED})

    def count(self, name: str) -> int:
        """How many rows a table has; ReleaseError where it cannot be read."""
        held = self.held[name]
        return held.num_rows if isinstance(held, pa.Table) else sum(_metadata(path).num_rows for path in held)

    def attach(self, connection: duckdb.DuckDBPyConnection, prefix: str) -> None:
        """Give a connection each table as a view, by its name after the prefix."""
        for name, held in self.held.items():
            if isinstance(held, pa.Table):
                connection.register(f"{prefix}{name}", held)
            else:
                files = ", ".join(literal(str(path)) for path in held)
                source = f"read_parquet([{files}], hive_partitioning = false)"
                connection.execute(f"CREATE VIEW {identifier(prefix + name)} AS FROM {source}")

    def columns(self, name: str) -> set[str]:
        """The columns that a table has; ReleaseError where it cannot be read."""
        held = self.held[name]
        return set(held.column_names) if isinstance(held, pa.Table) else set(_schema(held[0]).names)

    def read(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A table, or columns of it, in memory; ReleaseError where it cannot be read."""
        held = self.held[name]
        if isinstance(held, pa.Table):
            return held if columns is None else held.select(columns)
        return pa.concat_tables([_read(path, columns) for path in held])


@dataclass(frozen=True, slots=True)
class ParentRelease(EventTables):
    """What changes are reckoned against: the tables of a release, its ledger and redirects among them, and its version."""

    version: str


def load_parent(output: Output) -> ParentRelease | None:
    """The latest release of an output folder; none where there is no release yet. ReleaseError where it cannot be read."""
    latest = read_index(output.releases).latest
    return read_parent(output.releases / latest) if latest else None


def parent_tables(output: Output) -> dict[str, Path]:
    """The files of the latest release of an output folder by table; none where there is no release yet."""
    latest = read_index(output.releases).latest
    release = output.releases / str(latest)
    files = {table.name: release / table_path(table.name) for table in PUBLIC_TABLES} if latest else {}
    return {name: file for name, file in files.items() if file.is_file()}


def parent_table(output: Output, name: str) -> pa.Table:
    """A table of the latest release of an output folder; without rows where there is no release yet, or it has none such."""
    path = parent_tables(output).get(name)
    return to_arrow(table_named(name)).empty_table() if path is None else _read(path)


def read_parent(release: Path) -> ParentRelease:
    """A release folder as one to reckon changes against; ReleaseError where it cannot be read."""
    manifest = read_manifest(release)

    def table(name: str) -> pa.Table | Sequence[Path]:
        return [release / table_path(name)] if manifest.has(name) else to_arrow(table_named(name)).empty_table()

    parent = ParentRelease({name: table(name) for name in (*COMPARED, *_CHAINED)}, manifest.version)
    for name in parent.held:
        parent.columns(name)
    return parent


def read_table(release: Path, name: str) -> pa.Table:
    """A table of a release, with the columns that it had then; ReleaseError where it cannot be read."""
    return _read(release / table_path(name))


def set_aside(release: Path) -> int:
    """How many articles of a release were listed but not read, since they tell of no world affairs; ReleaseError where it cannot be
    read."""
    path = release / table_path(ARTICLES.name)
    if "is_read" not in _schema(path).names:
        return 0
    return int(pc.sum(pc.invert(_read(path, ["is_read"])["is_read"])).as_py() or 0)


def _read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    try:
        return pq.read_table(path, columns=columns, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path) from error


def _schema(path: Path) -> pa.Schema:
    return _metadata(path).schema.to_arrow_schema()


def _metadata(path: Path) -> pq.FileMetaData:
    try:
        return pq.read_metadata(path)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> ReleaseError:
    return ReleaseError(f"{path}: cannot be read: run `entente verify {path.parents[2]}`")
