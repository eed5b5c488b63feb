"""A stage over the whole corpus rests while what it takes, what it made and what makes it are the same."""

import dataclasses

import pytest

from assets.standing import Standing
from pipeline.schema.registry import table_named
from pipeline.store.paths import Output
from tests.expectations.lake import sound_rows, write_lake

TAKEN, MADE = table_named("events"), table_named("dyads")


@pytest.fixture
def stage(tmp_path):
    output = Output(tmp_path)
    write_lake(output, sound_rows())
    return Standing(output, "dyads", (TAKEN,), (MADE,), "this code")


def test_a_stage_that_never_ran_does_not_stand(stage):
    assert not stage.holds


@pytest.mark.parametrize("table", [TAKEN, MADE], ids=["taken", "made"])
def test_it_stands_until_a_table_that_it_takes_or_made_is_another(stage, table):
    stage.note()
    lake, rows = stage.output.lake, stage.output.lake.read(table)
    lake.write(table, rows)
    assert stage.holds
    lake.write(table, rows.slice(1))
    assert not stage.holds
    stage.note()
    assert stage.holds
    lake.drop(table)
    assert not stage.holds


def test_it_does_not_stand_for_other_code(stage):
    stage.note()
    assert not dataclasses.replace(stage, by="other code").holds


def test_it_says_nothing_of_another_stage(stage):
    stage.note()
    assert not dataclasses.replace(stage, stage="agreements").holds
