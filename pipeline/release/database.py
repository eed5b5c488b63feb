"""A release's `entente.duckdb`: the public tables with comments, and the views over them, in one file.

What the views are is in `views.py`; the operator's warehouse is in `store/warehouse.py`.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.release.carried import Carried
from pipeline.release.views import PAIR_EVENTS, PAIR_ORDER, PAIRS, PART_OF_PAIR_EVENTS, VIEWS, WIDE_EVENTS
from pipeline.schema.registry import PUBLIC_TABLES, table_named
from pipeline.schema.render.duckdb import identifier, literal, to_duckdb
from pipeline.store.frames import give
from pipeline.store.parquet import sort
from pipeline.store.threads import MANY_ROWS, spare_threads

_INCOMING = "incoming_"
_PAIRED = frozenset({"events", "participants", "agreements"})
"""The tables that `pair_events` is made of."""
_SMALL_BLOCK, _LARGE_BLOCK = 16_384, 262_144
"""Bytes; each column and index takes at least a block, so that DuckDB's default, the large one, makes small releases large. Where
there are many rows, small blocks take a fifth more room, and more reads."""


@contextmanager
def seeing(tables: Mapping[str, pa.Table]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that finds every public table and `events_wide` in memory, under the names that they have in a release's database."""
    with duckdb.connect() as connection:
        spare_threads(connection, rows_of(tables))
        connection.execute("SET TimeZone = 'UTC'")
        for name, data in tables.items():
            connection.register(name, data)
        connection.execute(f"CREATE TEMP VIEW {WIDE_EVENTS.name} AS {WIDE_EVENTS.query}")
        yield connection


@contextmanager
def reading(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a release's database, whose times are in UTC."""
    with duckdb.connect(database, read_only=True) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def rows_of(tables: Mapping[str, pa.Table]) -> int:
    """How many rows tables have together."""
    return sum(data.num_rows for data in tables.values())


def write_database(tables: Mapping[str, pa.Table], path: Path, before: Carried | None = None) -> None:
    """Write every public table to a new database at `path`, in the tables' order, and the views over them; what stays of the one
    `before` is not written again."""
    rows = rows_of(tables)
    held = before.tables if before else frozenset[str]()
    if before is not None:
        shutil.copyfile(before.database, path)
    with duckdb.connect() as connection:
        spare_threads(connection, rows)
        sources = {name: identifier(f"{_INCOMING}{name}") for name in tables if name not in held}
        for name in sources:
            connection.register(f"{_INCOMING}{name}", sort(table_named(name), tables[name]))
        fill_database(connection, sources, path, rows, held)


def fill_database(
    connection: duckdb.DuckDBPyConnection,
    sources: Mapping[str, str],
    path: Path,
    rows: int,
    held: frozenset[str] = frozenset(),
) -> None:
    """Write what `connection` finds in `sources`, the SQL of each public table in its order, to a new database at `path`, or of those
    that are not `held` to one made before that has these already; all tables have so many rows together."""
    block_size = _SMALL_BLOCK if rows < MANY_ROWS else _LARGE_BLOCK
    options = "" if held else f" (BLOCK_SIZE {block_size})"
    connection.execute(f"ATTACH {literal(str(path))} AS release{options}")
    connection.execute("USE release")
    wanted = [table for table in PUBLIC_TABLES if table.name not in held]
    is_paired_anew = bool(_PAIRED - held)
    if held:
        _drop(connection, [*(table.name for table in wanted), *([PAIR_EVENTS.name] if is_paired_anew else [])])
    for table in wanted:
        connection.execute(to_duckdb(table))
        connection.execute(f"INSERT INTO {identifier(table.name)} BY NAME FROM {sources[table.name]}")
    for view in VIEWS:
        if view is PAIR_EVENTS:
            if is_paired_anew:
                _store_pair_events(connection)
        elif not held:
            for statement in view.statements(stored=True):
                connection.execute(statement)
    connection.execute("CHECKPOINT")


def _drop(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Let tables go; views over them stay, and find those that take their place."""
    for name in names:
        connection.execute(f"DROP TABLE {identifier(name)}")
    # What comes next is written where they were.
    connection.execute("CHECKPOINT")


def _store_pair_events(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the one view that is kept as a table, a part after another: lists of parties are held in memory until they are written."""
    name = PAIR_EVENTS.name
    connection.execute(f"CREATE TABLE {name} AS {PAIR_EVENTS.query} WITH NO DATA")
    connection.execute(f"COMMENT ON TABLE {name} IS {literal(PAIR_EVENTS.meaning)}")
    connection.execute(f"CREATE TEMP TABLE pairs AS {PAIRS}")
    counted = connection.execute("SELECT country_a, count(*) FROM pairs GROUP BY ALL ORDER BY ALL").fetchall()
    for first, last in _parts(counted):
        give(connection, first=first, last=last)
        connection.execute(f"INSERT INTO {name} {PART_OF_PAIR_EVENTS} {ordered(PAIR_ORDER)}")
    connection.execute("DROP TABLE temp.pairs")


def _parts(counted: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """The first and last of countries that together have about as many rows as a part may."""
    held: list[str] = []
    rows = 0
    for country, count in counted:
        if held and rows + count > MANY_ROWS:
            yield held[0], held[-1]
            held, rows = [], 0
        held.append(country)
        rows += count
    if held:
        yield held[0], held[-1]


def ordered(columns: Iterable[str]) -> str:
    """SQL for the order of declared tables."""
    return f"ORDER BY {', '.join(f'{identifier(column)} NULLS LAST' for column in columns)}"
