"""Rows shown to people and programs: as a table that fits the terminal, as JSON, as CSV. Which rows is the caller's matter."""

import datetime as dt
import io
import json

import pyarrow as pa
import pyarrow.csv
from rich.console import Console
from rich.table import Table
from rich.text import Text

_NARROWEST_COLUMN = 9
_UNBOUNDED = 100_000
_LIST_SEPARATOR = "; "


def as_json(rows: pa.Table) -> str:
    """The rows as a JSON list of objects; dates and times in ISO 8601."""
    return to_json(rows.to_pylist())


def to_json(value: object) -> str:
    """A value of dictionaries, lists and plain values as JSON; dates and times in ISO 8601."""
    return json.dumps(value, indent=2, ensure_ascii=False, default=_plain)


def as_csv(rows: pa.Table) -> str:
    """The rows as CSV; lists joined by semicolons."""
    buffer = io.BytesIO()
    flat = [
        pa.array([None if cell is None else _text(cell) for cell in column.to_pylist()], pa.string())
        if pa.types.is_nested(column.type)
        else column
        for column in rows.columns
    ]
    pyarrow.csv.write_csv(pa.table(flat, names=rows.column_names), buffer)
    return buffer.getvalue().decode()


def print_rows(rows: pa.Table, limit: int) -> None:
    """Print at most `limit` rows, all where it is 0: as a table where the columns fit the terminal, else a row as a block of lines."""
    shown = rows.slice(0, limit) if limit else rows
    console = _console()
    if rows.num_columns * _NARROWEST_COLUMN <= console.width:
        table = Table()
        for name in rows.column_names:
            table.add_column(Text(name))
        for row in shown.to_pylist():
            table.add_row(*(Text(_text(cell)) for cell in row.values()))
        console.print(table)
    else:
        for number, row in enumerate(shown.to_pylist(), start=1):
            console.print(f"row {number}")
            console.print(_block(row))
    if left := rows.num_rows - shown.num_rows:
        console.print(f"… {left} more rows: --limit 0 shows all, --csv and --json print all")


def print_table(table: Table) -> None:
    """Print a table fitted to the terminal, or in full where the output is no terminal."""
    _console().print(table)


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_UNBOUNDED)


def _block(row: dict[str, object]) -> Table:
    block = Table.grid(padding=(0, 2))
    for name, cell in row.items():
        block.add_row(Text(name, style="bold"), Text(_text(cell)))
    return block


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, list):
        return _LIST_SEPARATOR.join(_text(item) for item in cell)
    return str(_plain(cell)) if isinstance(cell, dt.date) else str(cell)


def _plain(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
