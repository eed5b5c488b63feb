"""Great Expectations and DuckDB are brought together in one place; what it leans on is held against the pinned versions."""

import os
from importlib import metadata

import great_expectations.expectations as gxe
import pytest
from great_expectations.execution_engine import sqlalchemy_execution_engine

import expectations.validate
from expectations.engine import Engine
from expectations.model import TableRule
from expectations.validate import CheckError, validate
from pipeline.release.checked import Severity
from pipeline.schema.registry import table_named
from pipeline.store.paths import Output
from tests.expectations.lake import sound_rows, write_lake


@pytest.fixture
def engine():
    made = Engine()
    made.show({"main.pebbles": "SELECT i AS number, i % 10 AS digit FROM range(1000) r(i)"})
    return made


def test_the_versions_are_those_that_the_private_name_was_read_in():
    assert metadata.version("great-expectations") == "1.24.1"
    assert metadata.version("duckdb-engine") == "0.17.0"


def test_duckdb_is_no_dialect_of_great_expectations_until_the_engine_lists_it():
    Engine()
    assert "duckdb" in sqlalchemy_execution_engine._PERSISTED_CONNECTION_DIALECTS
    before = len(sqlalchemy_execution_engine._PERSISTED_CONNECTION_DIALECTS)
    Engine()
    assert len(sqlalchemy_execution_engine._PERSISTED_CONNECTION_DIALECTS) == before


def test_failing_rows_of_a_view_are_given_back(engine):
    nines = gxe.UnexpectedRowsExpectation(unexpected_rows_query="SELECT * FROM {batch} WHERE digit > 8")
    (result,) = engine.validate("pebbles", [nines]).results
    assert result.result["observed_value"] == 100
    assert {"digit": 9, "number": 19} in result.result["details"]["unexpected_rows"]


def test_a_query_that_fails_takes_no_later_suite_with_it(engine):
    broken = gxe.UnexpectedRowsExpectation(unexpected_rows_query="SELECT error('torn file') FROM {batch}")
    (fault,) = engine.validate("pebbles", [broken]).results
    assert "torn file" in str(fault.exception_info)
    (result,) = engine.validate("pebbles", [gxe.ExpectTableRowCountToEqual(value=1000)]).results
    assert result.success


def test_nothing_is_sent_to_the_makers_of_great_expectations():
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"


def test_a_check_that_cannot_be_run_does_not_pass_for_one_that_failed(tmp_path, monkeypatch):
    output = Output(tmp_path)
    write_lake(output, sound_rows())
    rule = TableRule(
        "misspelt", "a rule with a fault of its own", "SELECT nothing_so_called FROM {batch}", Severity.FATAL
    )
    monkeypatch.setattr(expectations.validate, "all_rules", lambda _table: (rule,))
    with pytest.raises(CheckError, match=r"ledger: misspelt could not be checked: .*nothing_so_called"):
        validate(output.lake, table_named("ledger"))
