"""What every declared public column owes its readers: a meaning, a unit, an example, and what it means that nothing stands there."""

import datetime as dt
import re
from enum import Enum

import pytest

from pipeline.schema.closed_lists import CLOSED_LISTS, closed_list
from pipeline.schema.model import Col, Column, Kind
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.tables.events_wide import EVENTS_WIDE

_PYTHON = {
    Kind.TEXT: str,
    Kind.INTEGER: int,
    Kind.REAL: float,
    Kind.BOOLEAN: bool,
    Kind.DATE: dt.date,
    Kind.TIMESTAMP: dt.datetime,
}
every_public_table = pytest.mark.parametrize("table", (*PUBLIC_TABLES, EVENTS_WIDE), ids=lambda table: table.name)


@every_public_table
def test_a_table_and_its_columns_have_a_meaning(table):
    assert table.description.endswith(".")
    assert [column.name for column in table.columns if not column.description.endswith((".", ")"))] == []


@every_public_table
def test_a_column_says_when_it_is_empty_if_it_can_be(table):
    assert [column.name for column in table.columns if bool(column.null_means) != column.nullable] == []


@every_public_table
def test_a_number_that_measures_or_counts_has_a_unit(table):
    numbers = [column for column in table.columns if column.kind in (Kind.INTEGER, Kind.REAL)]
    assert [column.name for column in numbers if bool(column.unit) == column.name.endswith("_id")] == []


@every_public_table
def test_an_example_is_a_value_that_the_column_could_hold(table):
    assert [column.name for column in table.columns if not _holds(column, column.example)] == []


def _holds(column: Column, example: object) -> bool:
    values = example if isinstance(example, tuple) else (example,)
    return (
        isinstance(example, tuple) == column.repeated and bool(values) and all(_fits(column, each) for each in values)
    )


def _fits(column: Column, value) -> bool:
    return (
        type(value) is _PYTHON[column.kind]
        and (not column.domain or value in column.domain)
        and (column.pattern is None or re.fullmatch(column.pattern, value) is not None)
        and (column.minimum is None or value >= column.minimum)
        and (column.maximum is None or value <= column.maximum)
    )


@every_public_table
def test_every_code_that_a_column_can_hold_is_of_a_list_that_is_explained(table):
    coded = [column for column in table.columns if issubclass(column.python_type, Enum)]
    assert [column.name for column in coded if closed_list(column.python_type) is None] == []


@pytest.mark.parametrize("listed", CLOSED_LISTS, ids=lambda listed: listed.name)
def test_a_closed_list_is_explained_whole_in_its_own_order(listed):
    assert list(listed.meanings) == list(listed.codes)
    assert all(listed.meanings.values())


@pytest.mark.parametrize("said", ["yes", "since 0.3: use it", "since 0.3.0", "since 0.3.0:"])
def test_a_deprecation_must_say_since_when_and_what_to_use_instead(said):
    with pytest.raises(ValueError, match=re.escape("since X.Y.Z")):
        Col("A column.", deprecated=said)
