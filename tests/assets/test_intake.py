"""Files are not opened again that were taken in as they are, and always where anything could have become of them."""

import dagster as dg
import pytest

import assets.ingest
from assets.definitions import defs
from assets.intake import intake, is_taken
from assets.judges import Judge
from assets.resources import Reporter, Workspace
from pipeline.ingest.files import find_files
from pipeline.schema.render.arrow import arrow_to_rows, rows_to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.schema.tables.inputs import INPUTS
from pipeline.schema.tables.quarantine import QUARANTINE
from pipeline.store.paths import Output
from tests.assets.conftest import BLAME, LATER, VISIT


@pytest.fixture
def output(tmp_path):
    return Output(tmp_path / "out")


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "articles"
    found.mkdir()
    (found / "visit.txt").write_text(VISIT)
    (found / "empty.txt").write_text("")
    return found


@pytest.fixture
def take(folder, output, monkeypatch):
    """Take the folder in, and give back how many files were given to those who read."""
    given = []
    read = assets.ingest.read_apart

    def noting(files, settled, now):
        held = list(files)
        given.extend(held)
        return read(held, settled, now)

    monkeypatch.setattr(assets.ingest, "read_apart", noting)

    def run(sources=None):
        given.clear()
        workspace = Workspace(home=str(output.root), sources=sources or [str(folder)])
        with dg.DagsterInstance.ephemeral() as instance:
            done = defs.resolve_job_def("ingest_ahead").execute_in_process(
                instance=instance, resources={"workspace": workspace, "reporter": Reporter(), "judge": Judge()}
            )
        assert done.success
        return len(given)

    return run


def test_files_are_not_opened_again_that_were_taken_in(take, output):
    assert take() == 2
    held = [output.lake.read(table) for table in (INPUTS, QUARANTINE, ARTICLE_TEXT)]
    assert take() == 0
    assert [output.lake.read(table) for table in (INPUTS, QUARANTINE, ARTICLE_TEXT)] == held


def test_all_are_opened_where_one_is_new_or_another(take, folder):
    take()
    (folder / "later.txt").write_text(LATER)
    assert take() == 3
    (folder / "visit.txt").write_text(BLAME)
    assert take() == 3
    assert take() == 0


def test_they_are_opened_where_a_table_that_was_made_of_them_is_another(take, output):
    take()
    lake = output.lake
    for day in lake.days(ARTICLE_TEXT):
        lake.drop(ARTICLE_TEXT, day)
    assert take() == 2
    assert lake.days(ARTICLE_TEXT)


def test_they_are_opened_where_one_was_refused_for_what_may_pass(take, output, folder):
    take()
    refusal, *rest = arrow_to_rows(QUARANTINE, output.lake.read(QUARANTINE))
    object.__setattr__(refusal, "reason", "future_dated")
    output.lake.write(QUARANTINE, rows_to_arrow(QUARANTINE, [refusal, *rest]))
    stage = intake(output, find_files([str(folder)]))
    stage.note()
    assert stage.holds
    assert not is_taken(output, stage)


def test_they_are_opened_where_no_time_tells_of_a_change(output, folder):
    assert intake(output, find_files(["-"])) is None
    (folder / "gone.txt").symlink_to("nowhere")
    assert intake(output, find_files([str(folder)])) is None
