"""The checks inside a release's tables: schema as declared, rows as counted, keys unique, references held, database equal.

Bytes and digests are checked in `verify.py`, which tells which files are spoiled and not worth opening.
"""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.release.manifest import DATABASE, Manifest, table_path
from pipeline.schema.model import Reference, Table
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.render.duckdb import identifier, literal
from pipeline.store.threads import spare_threads

Fault = tuple[str, str]
"""A path inside the release, and what is wrong there."""


def table_faults(release: Path, manifest: Manifest, spoiled: Collection[str], *, as_declared: bool) -> Iterator[Fault]:
    """What is wrong inside the tables of a release, but for the files that are `spoiled` anyway.

    Schemas are compared with today's declarations only where the release says that it has them (`as_declared`).
    """
    listed = {file.path: file for file in manifest.files}
    sound = {
        table.name: table
        for table in PUBLIC_TABLES
        if table_path(table.name) in listed and table_path(table.name) not in spoiled
    }
    for name, table in list(sound.items()):
        path = table_path(name)
        faults = [*_file_faults(table, release / path, listed[path].rows, as_declared)]
        yield from ((path, fault) for fault in faults)
        if faults:
            del sound[name]
    with duckdb.connect() as connection:
        spare_threads(connection, sum(listed[table_path(name)].rows or 0 for name in sound))
        for name, table in sound.items():
            yield from ((table_path(name), fault) for fault in _row_faults(connection, release, table, sound))
    if DATABASE not in spoiled:
        yield from ((DATABASE, fault) for fault in _database_faults(release, manifest))


def _file_faults(table: Table[Any], path: Path, rows: int | None, as_declared: bool) -> Iterator[str]:
    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowException):
        yield "is not a Parquet file"
        return
    with file:
        if as_declared and not file.schema_arrow.equals(to_arrow(table)):
            yield f"has not the columns that table {table.name} is declared with"
        if file.metadata.num_rows != rows:
            yield f"has {file.metadata.num_rows} rows, the manifest says {rows}"


def _row_faults(
    connection: duckdb.DuckDBPyConnection, release: Path, table: Table[Any], sound: Collection[str]
) -> Iterator[str]:
    source = _source(release, table.name)
    key = ", ".join(map(identifier, table.key))
    if count := _count(connection, f"SELECT 1 FROM {source} GROUP BY {key} HAVING count(*) > 1"):
        yield f"{count} keys ({', '.join(table.key)}) are not unique"
    for name, count in _missing(connection, source, [each.name for each in table.columns if not each.nullable]):
        yield f"{count} rows without {name}"
    for link in table.references:
        if link.table in sound and (count := _count(connection, _dangling(release, source, link))):
            yield f"{count} rows whose {link.column} is not in {link.table}"


def _missing(connection: duckdb.DuckDBPyConnection, source: str, columns: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The columns in which values are missing, with how many, found in one pass over the file."""
    counts = ", ".join(f"count(*) - count({identifier(name)})" for name in columns)
    found = connection.execute(f"SELECT {counts} FROM {source}").fetchall()
    yield from ((name, count) for name, count in zip(columns, *found, strict=True) if count)


def _dangling(release: Path, source: str, link: Reference) -> str:
    column, target = identifier(link.column), identifier(link.target)
    return f"""
        SELECT 1 FROM {source} AS source
        ANTI JOIN {_source(release, link.table)} AS target ON source.{column} = target.{target}
        WHERE source.{column} IS NOT NULL
    """


def _database_faults(release: Path, manifest: Manifest) -> Iterator[str]:
    try:
        with duckdb.connect(release / DATABASE, read_only=True) as connection:
            for table in PUBLIC_TABLES:
                held = _count(connection, f"SELECT 1 FROM {identifier(table.name)}")
                if held != manifest.rows(table.name):
                    yield f"has {held} rows of {table.name}, the manifest says {manifest.rows(table.name)}"
    except (duckdb.Error, KeyError) as error:
        yield f"lacks a table or cannot be opened ({str(error).splitlines()[0]})"


def _source(release: Path, name: str) -> str:
    return f"read_parquet({literal(str(release / table_path(name)))}, hive_partitioning = false)"


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
    return int(row[0]) if row else 0
