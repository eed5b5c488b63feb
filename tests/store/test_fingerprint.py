"""A kept result counts as long as what made it is the same, to the byte."""

import re

import pytest

from assets.verdicts import UNSPOKEN
from pipeline.entities.findings import EVENT_REFERENCE
from pipeline.store import fingerprint as module
from pipeline.store.fingerprint import fingerprint
from pipeline.store.paths import PROJECT, REFERENCE


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PROJECT", tmp_path)
    for name in ("code/a.py", "data/event_frames.csv", "data/countries.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    yield tmp_path
    fingerprint.cache_clear()


def taken(**how):
    fingerprint.cache_clear()
    return fingerprint("code", "data", **how)


def test_it_changes_with_a_byte_of_a_file_and_with_a_name(project):
    before = taken()
    (project / "code" / "a.py").write_text("b")
    changed = taken()
    (project / "code" / "a.py").rename(project / "code" / "b.py")
    assert len({before, changed, taken()}) == 3


def test_files_that_do_not_count_do_not_change_it(project):
    before, without = taken(), taken(without=EVENT_REFERENCE)
    (project / "data" / "event_frames.csv").write_text("other")
    assert taken() != before
    assert taken(without=EVENT_REFERENCE) == without
    (project / "data" / "countries.csv").write_text("other")
    assert taken(without=EVENT_REFERENCE) != without


def test_only_the_files_that_are_asked_for_change_it(project):
    before = taken(only=("event_*.csv",))
    (project / "data" / "countries.csv").write_text("other")
    assert taken(only=("event_*.csv",)) == before
    (project / "data" / "event_frames.csv").write_text("other")
    assert taken(only=("event_*.csv",)) != before


def test_checks_look_at_none_of_the_files_that_do_not_count_for_them():
    code = "".join(path.read_text() for path in (PROJECT / "expectations").rglob("*.py"))
    read = set(re.findall(r'/ "([\w.]+)"', code))
    assert "countries.csv" in read
    assert not {path.name for pattern in UNSPOKEN for path in REFERENCE.glob(pattern)} & read


def test_coding_reads_the_lexicon_where_it_is_asked_by_words_and_acts_alone():
    stage = PROJECT / "pipeline" / "events"
    reading = {path.name for path in stage.rglob("*.py") if re.search(r'/ "event_\w+\.csv"', path.read_text())}
    assert reading == {"lexicon.py", "topics.py"}


def test_linking_looks_at_none_of_the_files_that_do_not_count_for_it():
    left_out = {path.name for pattern in EVENT_REFERENCE for path in REFERENCE.glob(pattern)}
    code = "".join(path.read_text() for path in (PROJECT / "pipeline" / "entities").glob("*.py"))
    read = set(re.findall(r'/ "([\w.]+)"', code))
    assert "countries.csv" in read
    assert len(left_out) > 8
    assert not left_out & read
