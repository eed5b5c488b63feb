"""The warehouse: one DuckDB file with a view over each table of the lake, for whoever wants SQL over all that is kept.

Beside them, in the schema `parent`, stand the public tables of the release that the next one will follow.
It holds no rows of its own, so that it is never out of date; the database of a release, which does, is in `release/database.py`.
"""

import glob
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from pipeline.schema.model import Column, Table
from pipeline.schema.registry import PUBLIC_TABLES, TABLES
from pipeline.schema.render.duckdb import column_type, comments, identifier, literal
from pipeline.store.atomic import replacing
from pipeline.store.lake import Lake
from pipeline.store.paths import Output

_VIEWS = "made_by"
"""A macro of the file that gives the digest of what it was made by: binding views over thousands of files takes its time."""


def refresh(output: Output, parent: Mapping[str, Path] | None = None) -> Path:
    """Make `warehouse.duckdb` anew, atomically, unless it has these very views, and give back its path; `parent` are the files of the
    last release by table.

    DuckDB resolves paths against the reader's working folder, so views name the lake by its absolute path: after moving
    an output folder, refresh it. A table that is not stored yet, or that the parent lacks, is a view without rows.
    """
    statements = list(_statements(Lake(output.lake.root.resolve()), parent or {}))
    views = hashlib.sha256("\n".join((duckdb.__version__, *statements)).encode()).hexdigest()
    if _views_of(output.warehouse) == views:
        return output.warehouse
    with replacing(output.warehouse) as temporary:
        temporary.unlink()
        with duckdb.connect(temporary) as connection:
            connection.begin()
            for statement in (*statements, f"CREATE MACRO parent.{_VIEWS}() AS {literal(views)}"):
                connection.execute(statement)
            connection.commit()
    return output.warehouse


def _views_of(warehouse: Path) -> str | None:
    """The digest of the statements that a file was made by; none where it is not there, is of an older form or is being written to."""
    try:
        with duckdb.connect(warehouse, read_only=True) as connection:
            row = connection.execute(f"SELECT parent.{_VIEWS}()").fetchone()
    except duckdb.Error:
        return None
    return str(row[0]) if row else None


def _statements(lake: Lake, parent: Mapping[str, Path]) -> Iterator[str]:
    for table in TABLES:
        yield f"CREATE VIEW {identifier(table.name)} AS {of_lake(table, lake)}"
        yield from comments(table, "VIEW")
    yield "CREATE SCHEMA parent"
    for table in PUBLIC_TABLES:
        yield f"CREATE VIEW parent.{identifier(table.name)} AS {of_release(table, parent.get(table.name))}"


def of_lake(table: Table[Any], lake: Lake) -> str:
    """SQL for the rows of a table of the lake."""
    if not lake.holds(table):
        return _nothing(table)
    pattern = f"{glob.escape(str(lake.root / table.name))}/**/*.parquet"
    columns = (identifier(column.name) for column in table.columns)
    return _read(pattern, columns)


def of_release(table: Table[Any], file: Path | None) -> str:
    """SQL for the rows of a table in the one file that a release has of it, none where it has none; a column that was not declared
    then is empty."""
    if file is None:
        return _nothing(table)
    held = set(pq.read_schema(file).names)
    columns = (identifier(each.name) if each.name in held else _empty(each) for each in table.columns)
    return _read(glob.escape(str(file.resolve())), columns)


def _read(pattern: str, columns: Iterable[str]) -> str:
    return f"SELECT {', '.join(columns)} FROM read_parquet({literal(pattern)}, hive_partitioning = false)"


def _nothing(table: Table[Any]) -> str:
    return f"SELECT {', '.join(map(_empty, table.columns))} WHERE false"


def _empty(column: Column) -> str:
    return f"NULL::{column_type(column)} AS {identifier(column.name)}"
