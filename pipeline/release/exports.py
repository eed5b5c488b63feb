"""Tables as CSV for spreadsheets and R: UTF-8, lists joined by semicolons, and no cell that a spreadsheet would run.

Records for PLOVER tools are in `plover.py`.
"""

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from pipeline.schema.model import Table
from pipeline.schema.registry import table_named
from pipeline.schema.render.datapackage import SEPARATOR
from pipeline.schema.render.duckdb import identifier
from pipeline.schema.tables.events import EVENTS
from pipeline.schema.tables.events_wide import EVENTS_WIDE
from pipeline.store.atomic import replacing

_FORMULA = r"^[=+\-@＝＋－＠\t\r\n]"


def csv_table(name: str) -> Table[Any]:
    """The declaration of what the CSV file of a table holds: `events` in its wide form, any other as it is."""
    return EVENTS_WIDE if name == EVENTS.name else table_named(name)


def write_csv(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Write a table of a release as CSV, with `events` in its wide form, from a connection that finds both and whose times are in UTC.

    A text that begins like a formula is written with an apostrophe before it. Nothing between two commas is a missing
    value, two quotes are an empty text. Times are UTC in ISO 8601.
    """
    table = csv_table(name)
    order = ", ".join(f"{identifier(column)} NULLS LAST" for column in table.sort_columns)
    data = connection.execute(f"SELECT * FROM {identifier(table.name)} ORDER BY {order}").to_arrow_table()
    flat = pa.table({field.name: _cell(data.column(field.name)) for field in data.schema})
    with replacing(path) as temporary:
        pyarrow.csv.write_csv(flat, temporary)


def _cell(values: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(values.type):
        values = pa.chunked_array([_joined(chunk) for chunk in values.chunks], type=pa.string())
    if pa.types.is_timestamp(values.type):
        # Without its zone the time is formatted as stored, in UTC, on machines without a time zone database too.
        return pc.strftime(values.cast(pa.timestamp("s"), safe=False), format="%Y-%m-%dT%H:%M:%SZ")
    return _harmless(values) if pa.types.is_string(values.type) else values


def _joined(lists: pa.ListArray) -> pa.Array:
    # A party without a country keeps its place as an empty item, so that lists of one event stay in step.
    items = pc.fill_null(lists.flatten(), "")
    return pc.binary_join(pa.ListArray.from_arrays(_offsets(lists), items, mask=lists.is_null()), SEPARATOR)


def _offsets(lists: pa.ListArray) -> pa.Array:
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    return pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(lengths).cast(pa.int32())])


def _harmless(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    quoted = pc.binary_join_element_wise("'", texts, "")
    return pc.if_else(pc.match_substring_regex(texts, _FORMULA), quoted, texts)
