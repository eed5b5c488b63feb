"""Parquet files with one form for one content: rows in the declared order, one row group size, zstd.

Readers find rows by what a table is sorted by through the bounds of its groups, and by its id, where it is sorted by something else,
through a Bloom filter of each group.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.schema.model import Table
from pipeline.schema.render.arrow import to_arrow
from pipeline.store.atomic import replacing

_ROW_GROUP = 131_072
_FALSE_FINDS = 0.01


def sort(table: Table[Any], data: pa.Table) -> pa.Table:
    """The rows in the table's total order, nulls last, in one chunk."""
    order = pc.sort_indices(data, [(name, "ascending") for name in table.sort_columns]).to_numpy()
    # Most tables are in order when they come, and need not be held twice.
    is_ordered = np.array_equal(order, np.arange(len(order)))
    return (data if is_ordered else data.take(order)).combine_chunks()


def write(table: Table[Any], data: pa.Table, path: Path) -> None:
    """Write `data` as the table's Parquet file: the same rows in any order and chunking give the same bytes.

    Raises ValueError where the columns are not those declared, and pyarrow.ArrowInvalid where a value does not fit.
    """
    ordered = sort(table, data.select([column.name for column in table.columns]).cast(to_arrow(table)))
    with replacing(path) as temporary:
        pq.write_table(
            ordered,
            temporary,
            compression="zstd",
            row_group_size=_ROW_GROUP,
            write_page_index=True,
            bloom_filter_options=_filters(table, data.num_rows),
        )


def _filters(table: Table[Any], rows: int) -> dict[str, dict[str, float]]:
    """The columns with Bloom filters, with the values that a group has and the share of others that may seem to be among them."""
    if len(table.key) > 1 or table.key[0] == table.sort_columns[0] or not rows:
        return {}
    return {table.key[0]: {"ndv": min(rows, _ROW_GROUP), "fpp": _FALSE_FINDS}}


def read(table: Table[Any], paths: Iterable[Path], columns: Sequence[str] | None = None) -> pa.Table:
    """A table's Parquet files, one after the other, or some columns of them, under the declared schema; ValueError without files."""
    schema = to_arrow(table)
    wanted = schema if columns is None else pa.schema([schema.field(name) for name in columns])
    return pa.concat_tables([_read(path, columns) for path in paths]).cast(wanted)


def count(path: Path) -> int:
    """The rows of a Parquet file, of which only the end is read."""
    rows: int = pq.read_metadata(path).num_rows
    return rows


def _read(path: Path, columns: Sequence[str] | None) -> pa.Table:
    # Not `read_table`, which looks for a dataset and takes several times as long for a small file, as does a buffer ahead of it.
    with pq.ParquetFile(path, memory_map=True, pre_buffer=False) as file:
        return file.read(columns, use_threads=False)
