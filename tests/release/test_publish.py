"""A release is seen whole or not at all, and the same tables give the same bytes."""

import datetime as dt
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline.release import publish as publishing
from pipeline.release import publisher
from pipeline.release.changes import compute_changes
from pipeline.release.errors import ReleaseError
from pipeline.release.index import read_index
from pipeline.release.manifest import DATABASE, MANIFEST, SIDECAR, SIGNATURE, UNLISTED, read_manifest
from pipeline.release.publish import Basis
from pipeline.release.published import EventTables
from pipeline.release.verify import verify
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.render.arrow import to_arrow
from pipeline.schema.tables.redirects import REDIRECTS
from pipeline.store.paths import Output
from tests.release.conftest import NOW, publish_samples
from tests.samples import sample_tables


@pytest.fixture
def release_of(publish_next):
    """What is looked at here is the making: no release is a copy."""
    return publish_next


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _certain(release: Path) -> dict[str, bytes]:
    """The files whose bytes do not hang on the database, whose own bytes hang on chance."""
    return {path: data for path, data in _files(release).items() if path not in (DATABASE, SIDECAR)}


def test_a_release_lists_every_file_that_it_holds_and_verifies(release_of):
    release = release_of()
    listed = {file.path for file in read_manifest(release).files}
    assert set(_files(release)) == listed | UNLISTED - {SIGNATURE}
    assert verify(release) == []


def test_the_same_tables_in_any_row_order_give_the_same_bytes(release_of, tmp_path):
    first = release_of()
    shuffled = {name: data.take(list(reversed(range(data.num_rows)))) for name, data in sample_tables().items()}
    second = release_of(shuffled)
    ours, theirs = read_manifest(first), read_manifest(second)
    assert ours.content_digest == theirs.content_digest
    tables = [
        file.path for file in ours.files if file.path.startswith(("tables/", "csv/")) and "changes" not in file.path
    ]
    assert {path: _files(first)[path] for path in tables} == {path: _files(second)[path] for path in tables}


def test_a_release_of_many_rows_is_asked_of_its_database_and_is_the_same_to_the_byte(release_of, tmp_path, monkeypatch):
    few = release_of()
    monkeypatch.setattr("pipeline.release.make.MANY_ROWS", 0)
    many = publish_samples(Output(tmp_path / "many"))
    assert _certain(few) == _certain(many)


def test_a_release_made_again_a_year_later_is_the_same_to_the_byte_but_for_the_database(release_of, output, tmp_path):
    release = release_of(version="2026.11.23")
    before = _files(release)
    output.releases.rename(tmp_path / "aside")
    again = _files(release_of(version="2026.11.23", now=NOW + dt.timedelta(days=365)))
    assert MANIFEST in before
    assert "plover.jsonl.gz" in before
    assert {path for path in before | again if before.get(path) != again.get(path)} <= {DATABASE, SIDECAR}


def test_coreutils_check_every_file_of_a_release(release_of):
    release = release_of()
    done = subprocess.run(["sha256sum", "--check", SIDECAR], cwd=release, capture_output=True, text=True, check=True)
    checked = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    assert checked == set(_files(release)) - {SIDECAR}


def test_the_second_release_of_a_day_has_a_serial_number_and_names_its_parent(release_of, output):
    first, second = release_of(), release_of()
    assert (first.name, second.name) == ("2026.11.23", "2026.11.23.1")
    index = read_index(output.releases)
    assert index.latest == second.name
    assert [entry.version for entry in index.releases] == [second.name, first.name]
    parent = read_manifest(second).parent
    assert parent is not None
    assert (parent.version, parent.manifest_sha256) == (first.name, index.releases[1].manifest_sha256)


def test_a_version_is_published_once(release_of):
    release_of(version="2024.02.29")
    with pytest.raises(ReleaseError, match="exists already"):
        release_of(version="2024.02.29")


def test_a_table_that_is_missing_is_named(release_of, output):
    tables = sample_tables()
    del tables["quotes"]
    with pytest.raises(ReleaseError, match="quotes"):
        release_of(tables)
    assert not read_index(output.releases).releases


@pytest.mark.parametrize("step", ["make_release", "verify", "make_durable", "write_durably"])
def test_a_failure_at_any_step_leaves_the_last_release_and_nothing_else(release_of, output, monkeypatch, step):
    first = release_of()
    before = _files(output.releases)

    def fail(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(publishing, step, fail)
    with pytest.raises(KeyboardInterrupt):
        release_of()
    assert _files(output.releases) == before
    assert verify(first) == []
    monkeypatch.undo()
    assert release_of().name == "2026.11.23.1"


def test_a_release_that_fails_its_own_verification_is_not_published(release_of, output):
    tables = sample_tables()
    tables["events"] = tables["events"].slice(1)
    with pytest.raises(ReleaseError, match="2 rows whose event_id is not in events"):
        release_of(tables)
    assert [path.name for path in output.releases.iterdir()] == [".publishing.lock"]


def test_what_a_killed_publisher_left_is_swept_up(release_of, output):
    left = output.releases / ".staging-2026.11.23-1"
    (left / "tables").mkdir(parents=True)
    release_of()
    assert not left.exists()


def _kill_before_it_is_listed(output, publish_again):
    """Publish, and take the index back to what it was before, as a publisher leaves it that is killed in between."""
    index = output.releases / "index.json"
    before = index.read_bytes() if index.exists() else None
    left = publish_again()
    index.unlink() if before is None else index.write_bytes(before)
    return left


def test_a_release_whose_publisher_was_killed_before_it_was_listed_is_listed_and_not_made_again(release_of, output):
    left = _kill_before_it_is_listed(output, release_of)
    assert release_of() == left
    second = _kill_before_it_is_listed(output, release_of)
    assert release_of() == second
    assert [entry.version for entry in read_index(output.releases).releases] == [second.name, left.name]
    assert all(verify(release) == [] for release in (left, second))


def test_what_such_a_publisher_left_stays_when_there_is_news(release_of, output):
    left = _kill_before_it_is_listed(output, release_of)
    tables = sample_tables()
    tables["quotes"] = tables["quotes"].slice(1)
    news = release_of(tables)
    assert read_manifest(news).parent.version == left.name
    assert [entry.version for entry in read_index(output.releases).releases] == [news.name, left.name]


def test_a_second_publisher_is_turned_away_while_one_is_at_work(release_of, output, monkeypatch):
    monkeypatch.setattr(publisher, "PATIENCE", 0.1)
    output.releases.mkdir(parents=True)
    holder = textwrap.dedent(
        """
        import sys
        from filelock import FileLock
        with FileLock(sys.argv[1]):
            print("held", flush=True)
            sys.stdin.read()
        """
    )
    command = [sys.executable, "-c", holder, str(output.releases / ".publishing.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(ReleaseError, match="another publisher"):
            release_of()
        other.communicate()
    assert release_of().name == "2026.11.23"


def test_a_publisher_waits_for_one_who_holds_the_releases_for_a_moment_only(release_of, output):
    output.releases.mkdir(parents=True)
    lock = FileLock(output.releases / ".publishing.lock", thread_local=False)
    lock.acquire()
    threading.Timer(0.5, lock.release).start()
    assert release_of().name == "2026.11.23"


def test_an_announcement_that_fails_when_the_index_is_written_takes_no_listed_release_away(
    release_of, output, monkeypatch
):
    def write_and_fail(*announced):
        publisher.write_durably(*announced)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(publishing, "write_durably", write_and_fail)
    with pytest.raises(OSError, match="Input/output error"):
        release_of()
    assert [verify(output.releases / entry.version) for entry in read_index(output.releases).releases] == [[]]


def test_changes_are_reckoned_against_the_release_that_is_latest_when_publishing(release_of):
    tables = sample_tables()
    stale = compute_changes(EventTables.of(tables.__getitem__), None)
    release_of()
    assert read_manifest(release_of(tables | {"changes": stale})).rows("changes") == 0


def test_changes_reckoned_after_the_latest_release_are_taken_as_they_are_and_after_another_made_anew(release_of):
    tables = sample_tables()
    changes, none = compute_changes(EventTables.of(tables.__getitem__), None), to_arrow(REDIRECTS).empty_table()
    told = tables | {"changes": changes, "redirects": none}
    first = Basis(release_of().name)
    assert read_manifest(release_of(told, reckoned=first)).rows("changes") == changes.num_rows > 0
    assert read_manifest(release_of(told, reckoned=first)).rows("changes") == 0


def test_a_time_of_creation_can_be_set_for_comparison(release_of, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1648296000")
    assert read_manifest(release_of()).created_at.isoformat() == "2022-03-26T12:00:00+00:00"


def test_no_body_of_an_article_is_released(release_of):
    released = {path.parent.name for path in (release_of() / "tables").rglob("*.parquet")}
    assert released == {table.name for table in PUBLIC_TABLES}
    assert not released & {"article_text", "annotations", "reports"}


def test_files_of_a_release_can_be_read_by_everyone(release_of):
    assert {path.stat().st_mode & 0o444 for path in release_of().rglob("*") if path.is_file()} == {0o444}
