"""A release that would break its readers without saying so is not published."""

import json

import pytest

from pipeline.release.compatibility import SCHEMA
from pipeline.release.errors import ReleaseError
from pipeline.release.index import read_index
from pipeline.schema.compare import Level, needed_version
from pipeline.schema.registry import SCHEMA_VERSION

NEXT = needed_version(SCHEMA_VERSION, Level.MAJOR)


def _rewrite(release, change):
    path = release / SCHEMA
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document))


def _events(document):
    return next(table for table in document["tables"] if table["name"] == "events")


def _with_weather(document, **more):
    """The parent had a column that the schema at hand has not."""
    column = {"name": "weather", "kind": "text", "repeated": False, "nullable": True, "description": "Weather."}
    _events(document)["columns"].append(column | more)


def _refusal(release_of, output) -> str:
    before = read_index(output.releases)
    with pytest.raises(ReleaseError) as refused:
        release_of()
    assert read_index(output.releases) == before
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_the_same_schema_is_published_again(release_of):
    first = release_of()
    assert (first / SCHEMA).read_bytes() == (release_of() / SCHEMA).read_bytes()


def test_a_break_under_the_same_version_is_refused_with_what_changed_and_the_version_that_it_needs(release_of, output):
    first = release_of()
    _rewrite(first, lambda document: _events(document)["columns"][0].update(kind="integer"))
    refusal = _refusal(release_of, output)
    assert "events.event_id is text, was integer" in refusal
    assert f"set SCHEMA_VERSION in pipeline/schema/registry.py to {NEXT} or higher" in refusal


def test_a_column_goes_only_after_it_was_deprecated_whatever_the_version(release_of, output):
    first = release_of()
    _rewrite(first, lambda document: (_with_weather(document), document.update(version="0.0.1")))
    assert "events.weather is gone, but not deprecated in release 2026.11.23" in _refusal(release_of, output)


def test_a_column_that_was_deprecated_goes_with_a_raised_version(release_of, output):
    first = release_of()
    _rewrite(first, lambda document: _with_weather(document, deprecated="since 0.0.1: use `place_name` instead"))
    refusal = _refusal(release_of, output)
    assert f"events.weather is gone since release {first.name}" in refusal
    _rewrite(first, lambda document: document.update(version="0.0.1"))
    assert release_of().name == "2026.11.23.1"


def test_an_older_schema_does_not_follow_a_later_one(release_of, output):
    _rewrite(release_of(), lambda document: document.update(version="99.0.0"))
    assert "to 99.0.0 or higher" in _refusal(release_of, output)


def test_many_changes_are_told_in_one_line_with_the_count_of_the_rest(release_of, output):
    first = release_of()
    _rewrite(first, lambda document: [column.update(kind="boolean") for column in _events(document)["columns"][:9]])
    assert "and 6 more" in _refusal(release_of, output)


def test_a_parent_from_before_releases_held_their_schema_is_followed(release_of):
    (release_of() / SCHEMA).unlink()
    assert release_of().name == "2026.11.23.1"


@pytest.mark.parametrize("text", ["", "{}", '{"version": "one", "tables": [], "vocabularies": []}'])
def test_a_spoiled_schema_of_the_parent_is_named(release_of, output, text):
    first = release_of()
    (first / SCHEMA).write_text(text)
    assert f"{first / SCHEMA}: not a schema: run `entente verify {first}`" in _refusal(release_of, output)
