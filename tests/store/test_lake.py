"""What is written together is seen together, whenever the writer is stopped."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading

import pyarrow as pa
import pytest

from pipeline.schema.registry import table_named
from pipeline.store.lake import Lake
from pipeline.store.paths import PROJECT
from tests.samples import sample_tables

ARTICLES, MENTIONS, ENTITIES = (table_named(name) for name in ("articles", "mentions", "entities"))
DAY = dt.date(2022, 3, 26)


@pytest.fixture
def lake(tmp_path) -> Lake:
    return Lake(tmp_path / "lake")


def _write(lake: Lake) -> None:
    data = sample_tables()
    lake.write(MENTIONS, data["mentions"], DAY)
    lake.write(ENTITIES, data["entities"])


def test_writes_are_seen_at_the_end_and_all_at_once(lake):
    with lake.transaction() as inner:
        _write(inner)
        assert (lake.files(MENTIONS), lake.files(ENTITIES)) == ([], [])
    assert lake.days(MENTIONS) == [DAY]
    assert lake.read(ENTITIES).num_rows == sample_tables()["entities"].num_rows
    assert sorted(path.name for path in lake.root.iterdir()) == [".lock", "entities", "mentions"]


def test_a_block_that_fails_writes_nothing(lake):
    with pytest.raises(RuntimeError), lake.transaction() as inner:
        _write(inner)
        raise RuntimeError("stop")
    assert list(lake.root.rglob("*.parquet")) == []


def test_what_a_stopped_writer_had_made_whole_is_finished_by_whoever_reads(lake, tmp_path):
    script = f"""
import os, signal
from pathlib import Path
from pipeline.store.lake import Lake
from tests.store.test_lake import _write
moved = 0
real = Path.replace
def stop_after_one(self, target):
    global moved
    if self.name == "part.parquet":
        if moved:
            os.kill(os.getpid(), signal.SIGKILL)
        moved += 1
    return real(self, target)
Path.replace = stop_after_one
with Lake(Path({str(lake.root)!r})).transaction() as inner:
    _write(inner)
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, env={**os.environ, "PYTHONPATH": str(PROJECT)})
    assert done.returncode == -signal.SIGKILL
    assert len(list(lake.root.glob("[a-z]*/**/*.parquet"))) == 1
    assert (len(lake.files(MENTIONS)), len(lake.files(ENTITIES))) == (1, 1)
    assert not (lake.root / ".commit").exists()


def test_a_second_writer_waits_for_the_first(lake):
    order = []

    def write_later():
        with lake.transaction() as inner:
            order.append("second")
            inner.write(ENTITIES, sample_tables()["entities"])

    with lake.transaction() as inner:
        thread = threading.Thread(target=write_later)
        thread.start()
        thread.join(0.3)
        order.append("first")
        inner.write(MENTIONS, sample_tables()["mentions"], DAY)
    thread.join(30)
    assert order == ["first", "second"]
    assert (len(lake.files(MENTIONS)), len(lake.files(ENTITIES))) == (1, 1)


def test_what_was_staged_without_being_whole_never_happened(lake):
    _write(Lake(lake.root, lake.root / ".staged"))
    assert (lake.files(MENTIONS), lake.files(ENTITIES)) == ([], [])
    with lake.transaction():
        pass
    assert list(lake.root.rglob("*.parquet")) == []


def test_the_same_rows_again_leave_the_file_as_it_was_whether_written_alone_or_together(lake):
    _write(lake)
    before = [*lake.stamps(MENTIONS), *lake.stamps(ENTITIES)]
    _write(lake)
    with lake.transaction() as inner:
        _write(inner)
    assert [*lake.stamps(MENTIONS), *lake.stamps(ENTITIES)] == before


def test_a_stamp_tells_path_bytes_and_time_of_each_file(lake):
    _write(lake)
    (path,) = lake.files(MENTIONS)
    stat = path.stat()
    told = (f"mentions/day={DAY}/part.parquet", stat.st_size, stat.st_mtime_ns)
    assert list(lake.stamps(MENTIONS)) == [told]
    assert list(lake.stamps(table_named("events"))) == []


def test_rows_are_counted_over_all_days(lake):
    _write(lake)
    lake.write(MENTIONS, sample_tables()["mentions"].slice(1), DAY + dt.timedelta(days=1))
    assert lake.count(MENTIONS) == lake.read(MENTIONS).num_rows > 0
    assert lake.count(table_named("events")) == 0


def test_rows_of_several_chunks_are_split_by_day_and_a_day_without_rows_goes(lake):
    rows = sample_tables()["articles"]
    days = [DAY, dt.date(2022, 3, 27), dt.date(2022, 3, 28)]
    at = [dt.datetime.combine(day, dt.time(hour), dt.UTC) for hour in (1, 2) for day in days[:2]]
    place, field = rows.schema.get_field_index("published_at"), rows.schema.field("published_at")
    dated = [rows.slice(0, 1).set_column(place, field, pa.array([moment], field.type)) for moment in at]
    lake.write(ARTICLES, rows, days[2])
    lake.write_by_day(ARTICLES, pa.concat_tables(dated), "published_at", days)
    assert lake.days(ARTICLES) == days[:2]
    assert [lake.read(ARTICLES, [day])["published_at"].to_pylist() for day in days[:2]] == [at[0::2], at[1::2]]
