import duckdb
import pytest

from pipeline.store.threads import MANY_ROWS, spare_threads


@pytest.mark.parametrize(("rows", "expected"), [(MANY_ROWS - 1, 1), (MANY_ROWS, None)])
def test_a_query_over_few_rows_takes_one_thread_and_over_many_as_many_as_there_are(rows, expected):
    with duckdb.connect(config={"threads": 3}) as connection:
        spare_threads(connection, rows)
        (threads,) = connection.execute("SELECT current_setting('threads')").fetchone()
    assert threads == (expected or 3)
