"""A release's `entente.duckdb`: the public tables with keys and comments, and the views over them, in one file.

What the views are is in `views.py`; the operator's warehouse is in `store/warehouse.py`.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.release.views import VIEWS
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.render.duckdb import identifier, literal, to_duckdb
from pipeline.store.parquet import sort

_INCOMING = "incoming"
_BLOCK_SIZE = 16_384
"""Bytes; each column and index takes at least a block, so that DuckDB's default of 256 KiB makes small releases large."""


def write_database(tables: Mapping[str, pa.Table], path: Path) -> None:
    """Write every public table to a new database at `path`, in the tables' order; duckdb.Error where rows break a key."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {literal(str(path))} AS release (BLOCK_SIZE {_BLOCK_SIZE})")
        connection.execute("USE release")
        for table in PUBLIC_TABLES:
            connection.execute(to_duckdb(table))
            connection.register(_INCOMING, sort(table, tables[table.name]))
            connection.execute(f"INSERT INTO {identifier(table.name)} BY NAME SELECT * FROM {_INCOMING}")
            connection.unregister(_INCOMING)
        for view in VIEWS:
            for statement in view.statements():
                connection.execute(statement)
        connection.execute("CHECKPOINT")
