"""Declared tables as Arrow: schemas, and rows to Arrow and back."""

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.schema.model import Column, Kind, Table

R = TypeVar("R")

_TYPES: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.REAL: pa.float64(),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DATE: pa.date32(),
    Kind.TIMESTAMP: pa.timestamp("us", tz="UTC"),
}


@cache
def to_arrow(table: Table[Any]) -> pa.Schema:
    """The Arrow schema of a table; descriptions, units, the meaning of missing values and deprecations travel as metadata."""
    return pa.schema([_field(column) for column in table.columns], metadata={"description": table.description})


def rows_to_arrow(table: Table[R], rows: Iterable[R]) -> pa.Table:
    """Rows of a table as Arrow, in the order given."""
    held = list(rows)
    arrays = [pa.array(map(attrgetter(field.name), held), type=field.type, size=len(held)) for field in to_arrow(table)]
    return pa.Table.from_arrays(arrays, schema=to_arrow(table))


def arrow_to_rows(table: Table[R], data: pa.Table) -> Iterator[R]:
    """The rows of an Arrow table as instances of the table's row class; columns that it does not declare are passed over."""
    columns = [_python_values(column, data.column(column.name)) for column in table.columns]
    for values in zip(*columns, strict=True):
        yield table.row(*values)


def _field(column: Column) -> pa.Field:
    kind = _TYPES[column.kind]
    if column.repeated:
        kind = pa.list_(pa.field("item", kind, nullable=False))
    told = {
        "description": column.description,
        "unit": column.unit,
        "null_means": column.null_means,
        "deprecated": column.deprecated,
    }
    metadata = {name: value for name, value in told.items() if value is not None}
    return pa.field(column.name, kind, nullable=column.nullable, metadata=metadata)


def _python_values(column: Column, data: pa.ChunkedArray) -> list[Any]:
    if column.repeated and column.kind is Kind.TEXT:
        return _with_members(column, _texts(data))
    return _with_members(column, data.to_pylist())


def _texts(data: pa.ChunkedArray) -> list[tuple[str, ...]]:
    """Lists of texts, in which one text is one object however often it stands there: words repeat, and so do their tags."""
    lists = data.combine_chunks()
    encoded = lists.flatten().dictionary_encode()
    words = np.array(encoded.dictionary.to_pylist(), dtype=object)
    texts = tuple(words[encoded.indices.to_numpy()].tolist())
    bounds = np.cumsum([0, *pc.list_value_length(lists).to_pylist()]).tolist()
    return [texts[start:end] for start, end in pairwise(bounds)]


def _with_members(column: Column, values: list[Any]) -> list[Any]:
    if issubclass(column.python_type, Enum):
        members = {str(member.value): member for member in column.python_type}
        if column.repeated:
            return [tuple(members[item] for item in value) for value in values]
        return [None if value is None else members[value] for value in values]
    if column.repeated:
        return [tuple(value) for value in values]
    return values
