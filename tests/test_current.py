"""Whether a build would change anything is told without opening an article, and never wrongly said to change nothing."""

import os

import pytest

from pipeline.current import current_release, note_release
from pipeline.ingest.files import find_files
from pipeline.release.publish import publish
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.inputs import INPUTS
from pipeline.schema.tables.quarantine import QUARANTINE, Refusal
from pipeline.schema.vocabularies import RefusalReason
from pipeline.store.paths import Output
from tests.release.conftest import NOW
from tests.samples import sample_tables


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    return folder


@pytest.fixture
def output(tmp_path, articles) -> Output:
    output = Output(tmp_path / "out")
    publish(output, sample_tables(), version=None, today=NOW.date(), now=NOW, input_digest="ab" * 32, quality="Q\n")
    output.lake.write(INPUTS, rows_to_arrow(INPUTS, []))
    note_release(output, find_files([articles]))
    return output


def test_the_same_files_and_code_are_told_by_the_release_that_they_made(output, articles):
    assert current_release(output, [articles]) == "2026.11.23"


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "b.txt").write_text("two"),
        lambda folder: (folder / "a.txt").write_text("two"),
        lambda folder: (folder / "a.txt").unlink(),
        lambda folder: (folder / "a.txt").rename(folder / "c.txt"),
    ],
)
def test_a_file_that_came_went_or_changed_is_news(output, articles, change):
    change(articles)
    assert current_release(output, [articles]) is None


def test_a_change_is_seen_also_where_size_and_time_are_made_to_look_the_same(output, articles):
    path = articles / "a.txt"
    held = path.stat()
    path.write_text("eno")
    os.utime(path, ns=(held.st_atime_ns, held.st_mtime_ns))
    assert current_release(output, [articles]) is None


@pytest.mark.parametrize("reason", [RefusalReason.FUTURE_DATED, RefusalReason.UNREADABLE])
def test_what_may_pass_by_itself_is_looked_at_again(output, articles, reason):
    refusal = Refusal("inp_0000000000000003", "3.txt", reason, "later", None, None, "3.txt", None)
    output.lake.write(QUARANTINE, rows_to_arrow(QUARANTINE, [refusal]))
    note_release(output, find_files([articles]))
    assert current_release(output, [articles]) is None


def test_a_release_that_is_gone_or_no_longer_the_latest_is_made_anew(output, articles):
    publish(output, sample_tables(), version=None, today=NOW.date(), now=NOW, input_digest="ab" * 32, quality="Q\n")
    assert current_release(output, [articles]) is None


def test_a_record_that_cannot_be_read_says_nothing(output, articles):
    (output.root / "current.json").write_text("{")
    assert current_release(output, [articles]) is None
