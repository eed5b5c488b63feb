"""How many threads a query may take."""

import duckdb

MANY_ROWS = 1_000_000


def spare_threads(connection: duckdb.DuckDBPyConnection, rows: int) -> None:
    """Have queries over so many rows together work in the thread that asks, unless the rows are many: threads of one query would wait
    for each other for longer than they work, while others have work of their own."""
    if rows < MANY_ROWS:
        connection.execute("SET threads = 1")
