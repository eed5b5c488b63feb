"""What Dagster is given: an asset for every table, described and checked; jobs, schedules and sensor."""

import os
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from assets.definitions import defs
from pipeline.schema.registry import TABLES
from pipeline.store.paths import PROJECT

GRAPH = defs.resolve_asset_graph()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_an_asset_that_says_what_it_is(table):
    asset = GRAPH.get(dg.AssetKey(table.name))
    assert asset.group_name == table.group
    assert asset.description == table.description
    assert asset.owners == ["team:entente"]
    assert asset.kinds == {"python", "parquet"}
    schema = asset.metadata["dagster/column_schema"]
    assert [column.name for column in schema.columns] == [column.name for column in table.columns]
    assert all(column.description for column in schema.columns)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_check_that_blocks(table):
    (key,) = GRAPH.get(dg.AssetKey(table.name)).check_keys
    assert key.name == "suite"
    assert GRAPH.get(key).blocking


def test_the_release_waits_for_every_table():
    upstream = GRAPH.get_ancestor_asset_keys(dg.AssetKey("releases"))
    assert upstream == {dg.AssetKey(table.name) for table in TABLES}


def test_annotations_are_split_by_day_and_filled_in_one_run():
    asset = GRAPH.get(dg.AssetKey("annotations"))
    assert asset.partitions_def.name == "publication_day"
    assert asset.backfill_policy == dg.BackfillPolicy.single_run()


def test_the_release_job_checks_also_what_was_taken_in_before():
    nodes = {node.name for node in defs.resolve_job_def("release").nodes}
    assert {f"{table.name}_suite" for table in TABLES} <= nodes
    assert "ingest_articles" not in nodes


def test_the_release_is_made_daily_at_five_utc():
    schedule = defs.resolve_schedule_def("daily_release")
    assert (schedule.job.name, schedule.cron_schedule, schedule.execution_timezone) == ("release", "0 5 * * *", "UTC")


def test_what_may_pass_is_tried_again():
    assert GRAPH.get(dg.AssetKey("inputs")).assets_def.op.retry_policy.max_retries == 2


def test_dagster_finds_no_fault_with_the_workspace_where_no_variable_is_set():
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [str(Path(sys.executable).parent / "dagster"), "definitions", "validate", "-w", "workspace.yaml"]
    done = subprocess.run(command, cwd=PROJECT, env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "All code locations passed validation" in done.stdout + done.stderr


def test_loading_the_definitions_does_not_import_great_expectations():
    code = "import sys, assets.definitions; print('great_expectations' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
