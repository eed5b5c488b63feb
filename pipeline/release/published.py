"""Reading a release that was published: its manifest and its tables as they were declared then.

Whether it is whole is for `verify.py` to say.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.errors import ReleaseError
from pipeline.release.index import read_index
from pipeline.release.manifest import read_manifest, table_path
from pipeline.schema.registry import PUBLIC_TABLES, table_named
from pipeline.schema.render.arrow import to_arrow
from pipeline.store.paths import Output


@dataclass(frozen=True, slots=True)
class EventTables:
    """The tables of a release by which changes are reckoned."""

    events: pa.Table
    participants: pa.Table
    evidence: pa.Table
    articles: pa.Table
    corrections: pa.Table

    @classmethod
    def of(cls, table: Callable[[str], pa.Table]) -> "EventTables":
        """What `table` gives for their names."""
        return cls(*(table(field.name) for field in dataclasses.fields(EventTables)))


@dataclass(frozen=True, slots=True)
class ParentRelease(EventTables):
    """What changes are reckoned against: the tables of a release, its version, ledger and redirects."""

    version: str
    ledger: pa.Table
    redirects: pa.Table


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

    def table(name: str) -> pa.Table:
        return read_table(release, name) if manifest.has(name) else to_arrow(table_named(name)).empty_table()

    tables = {field.name: table(field.name) for field in dataclasses.fields(ParentRelease) if field.name != "version"}
    return ParentRelease(version=manifest.version, **tables)


def read_table(release: Path, name: str) -> pa.Table:
    """A table of a release, with the columns that it had then; ReleaseError where it cannot be read."""
    return _read(release / table_path(name))


def _read(path: Path) -> pa.Table:
    try:
        return pq.read_table(path, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise ReleaseError(f"{path}: cannot be read: run `entente verify {path.parents[2]}`") from error
