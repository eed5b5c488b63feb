"""A lake many times over: what ten million events are made of, for measuring checks. What is measured is in `expectations/scale.py`.

Every copy of a row has ids of its own, so that keys, references, offsets and counts hold as they do in the lake that is copied.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from pipeline.schema.model import Column, Table
from pipeline.schema.registry import TABLES, table_named
from pipeline.schema.render.duckdb import identifier, literal
from pipeline.store.paths import Output

COPIED = (
    "inputs",
    "quarantine",
    "article_text",
    "stories",
    "articles",
    "agreements",
    "events",
    "participants",
    "evidence",
    "ledger",
    "changes",
)
"""The tables that are copied; `dyads` counts them. Of the others the lake has what it had."""
_MEMORY = "2GB"
_IDS = ("inp_", "art_", "sto_", "agr_", "evt_", "rep_", "chg_")
_ID_LISTS = frozenset({"article_ids", "derived_from"})
_DIGESTS = frozenset({"sha256"})
_COUNTS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict", "event_count")


def multiply(warehouse: Path, target: Output, copies: int) -> None:
    """Write the tables that `warehouse` has views of into an empty output folder, those of events and articles `copies` times."""
    with duckdb.connect(warehouse, read_only=True, config={"memory_limit": _MEMORY}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"SET temp_directory = {literal(str(target.root))}")
        for table in TABLES:
            file = target.lake.root / table.name / "part.parquet"
            file.parent.mkdir(parents=True)
            copy = f"COPY ({_rows(table, copies)}) TO {literal(str(file))} (FORMAT parquet, COMPRESSION zstd)"
            connection.execute(copy)


def _rows(table: Table[Any], copies: int) -> str:
    if table.name == "dyads":
        counts = ", ".join(f"({name} * {copies})::BIGINT AS {name}" for name in _COUNTS)
        return f"SELECT * REPLACE ({counts}) FROM dyads"
    if table.name not in COPIED:
        return f"FROM {identifier(table.name)}"
    replaced = ", ".join(_replaced(table))
    return f"SELECT * EXCLUDE (copy) REPLACE ({replaced}) FROM {identifier(table.name)}, range({copies}) r(copy)"


def _replaced(table: Table[Any]) -> Iterator[str]:
    """The columns of ids and digests, with those of the copy; the first copy keeps those of the original."""
    for column in table.columns:
        name = identifier(column.name)
        if column.name in _DIGESTS:
            yield f"CASE copy WHEN 0 THEN {name} ELSE sha256({name} || copy) END AS {name}"
        elif _is_id(column):
            whole = f"list_transform({name}, lambda each: {_copied('each')})" if column.repeated else _copied(name)
            yield f"{whole} AS {name}"


def _copied(value: str) -> str:
    return f"CASE copy WHEN 0 THEN {value} ELSE {value}[:4] || md5({value} || copy)[:16] END"


def _is_id(column: Column) -> bool:
    return column.name in _ID_LISTS or (column.pattern or "").startswith(tuple(f"^{prefix}" for prefix in _IDS))


def events_of(warehouse: Path) -> int:
    """How many events a warehouse has."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        found = connection.execute(f"SELECT count(*) FROM {table_named('events').name}").fetchone()
    return int(found[0]) if found else 0
