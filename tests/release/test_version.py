"""Versions are calendar days with a serial number, and plans are decided before anything is done."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.release.errors import ReleaseError
from pipeline.release.index import Index, IndexEntry
from pipeline.release.manifest import creation_time
from pipeline.release.plan import plan_release
from pipeline.release.version import Version, choose_version, parse_version
from pipeline.schema.registry import PUBLIC_TABLES

DAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 5, 30, tzinfo=dt.UTC)


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.integers(min_value=0, max_value=999_999))
def test_a_version_is_read_as_it_is_written(day, serial):
    assert parse_version(str(Version(day, serial))) == Version(day, serial)


@pytest.mark.parametrize(
    "text",
    ["", "v1", "2026.11", "2026.13.01", "2026.02.30", "2026.11.23.0", "2026.1.2", "2026.11.23/..", "2026.11.23\n"],
)
def test_what_is_no_version_is_refused_with_an_example(text):
    with pytest.raises(ReleaseError, match="write a day such as"):
        parse_version(text)


@given(st.text())
def test_any_text_is_a_version_or_is_refused(text):
    try:
        assert str(parse_version(text)) == text
    except ReleaseError as error:
        assert "\n" not in str(error).replace(text, "")


def test_the_first_free_version_of_the_day_is_chosen():
    assert choose_version(None, DAY, set()) == "2026.11.23"
    assert choose_version(None, DAY, {"2026.11.23", "2026.11.23.1"}) == "2026.11.23.2"


def test_versions_are_ordered_by_day_and_number_not_by_text():
    texts = ["2026.11.23.10", "2026.11.23", "2026.11.23.9", "2025.12.31"]
    assert [str(version) for version in sorted(map(parse_version, texts))] == [
        "2025.12.31",
        "2026.11.23",
        "2026.11.23.9",
        "2026.11.23.10",
    ]


def _plan(index: Index):
    rows = {table.name: 7 for table in PUBLIC_TABLES}
    return plan_release(version="2026.11.23", created_at=NOW, index=index, rows=rows, input_digest="f" * 64)


def test_a_plan_is_a_value_that_says_what_will_be_made():
    assert _plan(Index()) == _plan(Index())
    shown = str(_plan(Index()))
    assert shown.startswith("release 2026.11.23, the first, from inputs ffffffffffff")
    assert "tables/events/part.parquet  7 rows" in shown


def test_a_plan_makes_what_other_files_describe_before_them():
    paths = [file.path for file in _plan(Index()).files]
    assert max(map(paths.index, [path for path in paths if path.startswith("tables/")])) < paths.index(
        "datapackage.json"
    )
    assert paths.index("entente.duckdb") < paths.index("csv/events.csv")


def test_a_plan_comes_after_the_latest_release():
    entry = IndexEntry(version="2026.11.22", date=DAY, manifest_sha256="a" * 64, content_digest="b" * 64, events=1)
    parent = _plan(Index().with_release(entry)).parent
    assert parent is not None
    assert parent.version == "2026.11.22"


def test_the_time_of_creation_is_the_day_of_the_version_unless_the_environment_sets_it():
    assert creation_time("2026.11.23.4", {}) == dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    assert creation_time("2026.11.23", {"SOURCE_DATE_EPOCH": "0"}) == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    with pytest.raises(ReleaseError, match="SOURCE_DATE_EPOCH"):
        creation_time("2026.11.23", {"SOURCE_DATE_EPOCH": "today"})
