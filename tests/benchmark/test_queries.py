"""Questions are asked of a database that is made as releases' are, of events that are there."""

import duckdb
import pytest

from pipeline.benchmark.queries import HEAD, make, measured, questions
from pipeline.store.paths import Output
from tests.expectations.lake import sound_rows, write_lake


@pytest.fixture
def database(tmp_path):
    source, scratch = Output(tmp_path / "source"), tmp_path / "scratch"
    write_lake(source, sound_rows())
    scratch.mkdir()
    return make(source, 30, scratch)


def test_so_many_events_are_made_and_every_question_has_an_answer(database):
    with duckdb.connect(database, read_only=True) as connection:
        ((events, days, summaries),) = connection.execute(
            "SELECT count(*), count(DISTINCT date_start), count(DISTINCT summary) FROM events"
        ).fetchall()
        assert events >= 30
        assert days > events / 10
        assert summaries == events
        assert all(connection.execute(query).fetchall() for _, query in questions(database))


def test_each_is_asked_and_set_against_a_look_at_all_events(database):
    rows = list(measured(database))
    assert len(rows) == len(list(questions(database)))
    assert {len(row) for row in rows} == {len(HEAD)}
    assert rows[0][-1] == "1.00"
