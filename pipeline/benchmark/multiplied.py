"""A lake many times over: what ten million events are made of. What is measured over them is in `expectations/scale.py` and `queries.py`.

Every copy of a row has ids of its own, so that keys, references, offsets and counts hold as they do in the lake that is copied.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import duckdb

from pipeline.schema.model import Column, Kind, Table
from pipeline.schema.registry import TABLES, table_named
from pipeline.schema.render.duckdb import identifier, literal
from pipeline.schema.tables.dyads import DYADS
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
_TEXTS = frozenset({"title", "uri", "url", "snippet", "summary"})
_DAYS_APART, _DAYS = 11, 3_650
_COUNTS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict", "event_count")


def multiply(
    warehouse: Path, target: Output, copies: int, copied: Collection[str] = COPIED, *, varied: bool = False
) -> None:
    """Write the tables that `warehouse` has views of into an empty output folder, those of events and articles, or of them the `copied`,
    `copies` times.

    `varied` copies lie on other days, over ten years, and in other words, so that they are stored and found as events of their own are;
    rules between days, and `dyads`, do not hold among them.
    """
    with duckdb.connect(warehouse, read_only=True, config={"memory_limit": _MEMORY}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"SET temp_directory = {literal(str(target.root))}")
        for table in TABLES:
            file = target.lake.root / table.name / "part.parquet"
            file.parent.mkdir(parents=True)
            rows = (
                _rows(table, copies, varied)
                if table.name in {*copied, DYADS.name}
                else f"FROM {identifier(table.name)}"
            )
            connection.execute(f"COPY ({rows}) TO {literal(str(file))} (FORMAT parquet, COMPRESSION zstd)")


def _rows(table: Table[Any], copies: int, varied: bool) -> str:
    if table is DYADS:
        counts = ", ".join(f"({name} * {copies})::BIGINT AS {name}" for name in _COUNTS)
        return f"SELECT * REPLACE ({counts}) FROM dyads"
    replaced = ", ".join([*_replaced(table), *(_varied(table) if varied else ())])
    return f"SELECT * EXCLUDE (copy) REPLACE ({replaced}) FROM {identifier(table.name)}, range({copies}) r(copy)"


def _varied(table: Table[Any]) -> Iterator[str]:
    """The columns of days, moved, and of texts, each with a word of its own before it; the first copy keeps those of the original."""
    days = f"(copy * {_DAYS_APART} % {_DAYS})::INTEGER"
    for column in table.columns:
        name = identifier(column.name)
        if column.kind is Kind.DATE:
            yield f"{name} + {days} AS {name}"
        elif column.kind is Kind.TIMESTAMP:
            yield f"{name} + to_days({days}) AS {name}"
        elif column.name in _TEXTS:
            yield f"CASE copy WHEN 0 THEN {name} ELSE md5({name} || copy)[:6] || ' ' || {name} END AS {name}"


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
