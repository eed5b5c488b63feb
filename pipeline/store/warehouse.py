"""The warehouse: one DuckDB file with a view over each table of the lake, for whoever wants SQL over all that is kept.

It holds no rows of its own, so that it is never out of date; the database of a release, which does, is in `release/database.py`.
"""

import glob
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from pipeline.schema.model import Table
from pipeline.schema.registry import TABLES
from pipeline.schema.render.duckdb import column_type, comments, identifier, literal
from pipeline.store.atomic import replacing
from pipeline.store.lake import Lake
from pipeline.store.paths import Output


def refresh(output: Output) -> Path:
    """Make `warehouse.duckdb` anew, atomically, and give back its path.

    DuckDB resolves paths against the reader's working folder, so views name the lake by its absolute path: after moving
    an output folder, refresh it. A table that is not stored yet is a view without rows.
    """
    lake = Lake(output.lake.root.resolve())
    with replacing(output.warehouse) as temporary:
        temporary.unlink()
        with duckdb.connect(temporary) as connection:
            connection.begin()
            for statement in _statements(lake):
                connection.execute(statement)
            connection.commit()
    return output.warehouse


def _statements(lake: Lake) -> Iterator[str]:
    for table in TABLES:
        yield f"CREATE VIEW {identifier(table.name)} AS {_select(table, lake)}"
        yield from comments(table, "VIEW")


def _select(table: Table[Any], lake: Lake) -> str:
    if not lake.holds(table):
        columns = (f"NULL::{column_type(column)} AS {identifier(column.name)}" for column in table.columns)
        return f"SELECT {', '.join(columns)} WHERE false"
    pattern = f"{glob.escape(str(lake.root / table.name))}/**/*.parquet"
    columns = (identifier(column.name) for column in table.columns)
    return f"SELECT {', '.join(columns)} FROM read_parquet({literal(pattern)}, hive_partitioning = false)"
