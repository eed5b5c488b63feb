"""The warehouse shows the lake and nothing else."""

import datetime as dt

import duckdb
import pyarrow.parquet as pq

from pipeline.schema.registry import TABLES, table_named
from pipeline.store.paths import Output
from pipeline.store.warehouse import refresh
from tests.samples import sample_tables


def _query(output: Output, sql: str) -> list[tuple]:
    with duckdb.connect(output.warehouse, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_every_declared_table_is_a_view_with_its_comment_even_before_anything_is_stored(tmp_path):
    output = Output(tmp_path / "out")
    refresh(output)
    views = _query(
        output, "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' ORDER BY ALL"
    )
    assert views == sorted((table.name, table.description) for table in TABLES)
    assert _query(output, "SELECT count(*) FROM events") == [(0,)]


def test_a_view_reads_what_the_lake_holds_also_days_that_come_after_the_refresh(tmp_path):
    output = Output(tmp_path / "a [strange] folder's *name*")
    mentions, data = table_named("mentions"), sample_tables()["mentions"]
    output.lake.write(mentions, data, dt.date(2022, 3, 1))
    refresh(output)
    output.lake.write(mentions, data, dt.date(2022, 3, 2))
    assert _query(output, "SELECT count(*) FROM mentions") == [(2,)]
    assert _query(output, "SELECT * FROM mentions LIMIT 1")[0][0] == "men_0000000000000001"


def test_a_refresh_leaves_no_other_file_behind(tmp_path):
    output = Output(tmp_path)
    refresh(output)
    refresh(output)
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse.duckdb"]


def test_views_are_made_anew_only_where_they_would_be_others(tmp_path):
    output, made = Output(tmp_path / "out"), []
    file = tmp_path / "mentions.parquet"
    pq.write_table(sample_tables()["mentions"], file)
    for parent in ({}, {}, {"mentions": file}, {"mentions": file}):
        made.append(refresh(output, parent).stat().st_ino)
    assert made[0] == made[1] != made[2] == made[3]
    output.lake.write(table_named("mentions"), sample_tables()["mentions"])
    refresh(output, {"mentions": file})
    assert _query(output, "SELECT count(*) FROM mentions") == [(1,)]


def test_a_file_that_cannot_be_read_is_made_anew(tmp_path):
    output = Output(tmp_path)
    refresh(output)
    output.warehouse.write_bytes(output.warehouse.read_bytes()[:5000])
    refresh(output)
    assert _query(output, "SELECT count(*) FROM events") == [(0,)]


def test_the_tables_of_the_last_release_stand_beside_the_lake_with_the_columns_that_are_declared_now(tmp_path):
    output, mentions = Output(tmp_path), table_named("mentions")
    file = tmp_path / "a [strange] release.parquet"
    pq.write_table(sample_tables()["mentions"].drop_columns(["title"]), file)
    refresh(output, {"mentions": file})
    assert _query(output, "SELECT count(*), count(title) FROM parent.mentions") == [(1, 0)]
    assert _query(output, "SELECT count(*) FROM parent.events") == [(0,)]
    (columns,) = _query(output, "SELECT list(column_name) FROM (DESCRIBE parent.mentions)")
    assert columns == ([column.name for column in mentions.columns],)
