"""Declared tables as DuckDB DDL with their comments, and the quoting that any SQL made from a declaration needs.

Keys and references are not enforced in the database: checks and `entente verify` hold them, and a file loads in any order. The index
that comes with a key would cost ten million rows more time than all else, while rows are found as fast by their order.
"""

from collections.abc import Iterator
from typing import Any

from pipeline.schema.model import Column, Kind, Table

_TYPES: dict[Kind, str] = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.REAL: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.DATE: "DATE",
    Kind.TIMESTAMP: "TIMESTAMP WITH TIME ZONE",
}


def to_duckdb(table: Table[Any]) -> str:
    """The statements that create a table, with its required columns and comments."""
    return f"{_create(table)}\n{''.join(comments(table, 'TABLE'))}"


def comments(table: Table[Any], form: str) -> Iterator[str]:
    """A `COMMENT ON` statement for the table, made as a `TABLE` or a `VIEW`, and for each column; a line each."""
    name = identifier(table.name)
    yield f"COMMENT ON {form} {name} IS {literal(table.description)};\n"
    for column in table.columns:
        yield f"COMMENT ON COLUMN {name}.{identifier(column.name)} IS {literal(column.comment)};\n"


def column_type(column: Column) -> str:
    """The DuckDB type of a column, such as `VARCHAR[]`."""
    return _TYPES[column.kind] + ("[]" if column.repeated else "")


def identifier(name: str) -> str:
    """A name quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text quoted for SQL."""
    return "'" + text.replace("'", "''") + "'"


def _create(table: Table[Any]) -> str:
    lines = [f"    {identifier(column.name)} {column_type(column)}{_required(column)}" for column in table.columns]
    return f"CREATE TABLE {identifier(table.name)} (\n" + ",\n".join(lines) + "\n);"


def _required(column: Column) -> str:
    return "" if column.nullable else " NOT NULL"
