"""The inbox: a run for each file that is new, once."""

import os
import time
from pathlib import Path

import dagster as dg
import pytest

from assets.definitions import defs
from assets.resources import Workspace
from assets.sensors import inbox
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.inputs import INPUTS
from pipeline.store.paths import Output
from tests.assets.conftest import BLAME, VISIT


class _Desk:
    """An inbox, and the sensor that looks into it again and again."""

    def __init__(self, home) -> None:
        self.workspace = Workspace(home=str(home))
        self.cursor: str | None = None

    def put(self, name: str, text: str, age: float = 60) -> str:
        path = self.workspace.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (time.time() - age, time.time() - age))
        return str(path)

    def look(self) -> list[dg.RunRequest]:
        with dg.build_sensor_context(cursor=self.cursor, resources={"workspace": self.workspace}) as context:
            found = inbox(context)
        if isinstance(found, dg.SkipReason):
            return []
        self.cursor = found.cursor
        return list(found.run_requests)


@pytest.fixture
def desk(tmp_path) -> _Desk:
    return _Desk(tmp_path)


def _sources(requests: list[dg.RunRequest]) -> list[list[str]]:
    return [request.run_config["resources"]["workspace"]["config"]["sources"] for request in requests]


def test_nothing_is_asked_for_where_there_is_no_inbox(desk):
    assert desk.look() == []


def test_a_new_file_is_taken_in_once(desk):
    path = desk.put("visit.txt", VISIT)
    assert _sources(desk.look()) == [[path]]
    assert desk.look() == []


def test_only_what_is_new_is_taken_in(desk):
    desk.put("visit.txt", VISIT)
    desk.look()
    path = desk.put("deeper/blame.txt", BLAME)
    assert _sources(desk.look()) == [[path]]


def test_a_file_that_was_changed_is_new(desk):
    desk.put("visit.txt", VISIT)
    (first,) = desk.look()
    desk.put("visit.txt", VISIT + "\nMore followed.\n", age=30)
    (second,) = desk.look()
    assert first.run_key != second.run_key


def test_a_file_that_is_still_being_written_is_left_for_the_next_look(desk):
    desk.put("visit.txt", VISIT, age=0)
    assert desk.look() == []
    path = desk.put("visit.txt", VISIT, age=10)
    assert _sources(desk.look()) == [[path]]


@pytest.mark.parametrize("name", [".visit.txt", ".half/visit.txt"])
def test_hidden_files_are_passed_over(desk, name):
    desk.put(name, VISIT)
    assert desk.look() == []


def test_a_file_that_goes_is_forgotten(desk):
    path = desk.put("visit.txt", VISIT)
    desk.put("blame.txt", BLAME)
    desk.look()
    held = len(desk.cursor)
    Path(path).unlink()
    desk.put("blame.txt", BLAME + "\n", age=30)
    desk.look()
    assert len(desk.cursor) < held


def test_the_run_that_is_asked_for_takes_the_file_in(desk, tmp_path):
    path = desk.put("visit.txt", VISIT)
    desk.put("blame.txt", BLAME, age=0)
    (request,) = desk.look()
    with dg.DagsterInstance.ephemeral() as instance:
        result = defs.resolve_job_def("ingest").execute_in_process(instance=instance, run_config=request.run_config)
        assert result.success
        assert instance.get_dynamic_partitions("publication_day") == ["2022-03-26"]
    output = Output(tmp_path)
    assert output.lake.read(INPUTS)["uri"].to_pylist() == [path]
    assert output.lake.read(ARTICLE_TEXT).num_rows == 1
