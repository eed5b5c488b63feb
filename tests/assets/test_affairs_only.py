"""A build that sets articles aside which tell of no world affairs: they are listed, not read, and nothing else changes."""

import pytest

from assets.build import run_build
from assets.rebuild import run_rebuild
from pipeline.release.published import read_table
from pipeline.store.paths import Output
from tests.assets.conftest import BLAME, VISIT

MATCH = """date 2022-03-27 'Late goal sends Ghana through'

A header by the substitute striker in the last minute gave Ghana a 2-1 win over Togo in Accra on Sunday and a place in the quarter-finals.

Togo had scored first, before half-time, and their goalkeeper had kept the champions out with three fine saves. The coach praised his
players and the fans who filled the stadium.
"""


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    folder = tmp_path_factory.mktemp("given")
    for name, text in {"visit": VISIT, "blame": BLAME, "match": MATCH}.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def _build(given, output: Output, version: str, affairs_only: bool) -> dict:
    assert run_build([str(given)], output.root, version, affairs_only=affairs_only) == 0
    tables = ("articles", "mentions", "events", "participants", "evidence", "entities")
    return {name: read_table(output.releases / version, name) for name in tables}


def _of_match(tables: dict, name: str):
    (article,) = [row["article_id"] for row in tables["articles"].to_pylist() if row["uri"].endswith("match.txt")]
    return [row for row in tables[name].to_pylist() if row["article_id"] == article]


def test_what_is_set_aside_is_listed_and_read_once_it_is_wanted(given, tmp_path, capsys):
    one, other = Output(tmp_path / "one"), Output(tmp_path / "other")
    aside = _build(given, one, "2026.11.23", affairs_only=True)
    assert "set aside unread: 1 article" in capsys.readouterr().err
    (match,) = _of_match(aside, "articles")
    assert (match["subject"], match["is_read"]) == ("sport", False)
    assert _of_match(aside, "mentions") == []
    whole = _build(given, one, "2026.11.24", affairs_only=False)
    assert _of_match(whole, "mentions")
    assert aside["events"].num_rows == whole["events"].num_rows
    first = _build(given, other, "2026.11.23", affairs_only=False)
    drawn_in = _build(given, other, "2026.11.24", affairs_only=True)
    for name in ("articles", "mentions", "entities", "participants"):
        assert whole[name].equals(first[name]), name
        assert drawn_in[name].equals(aside[name]), name


def test_a_release_is_rebuilt_as_it_was_built(given, tmp_path, capsys):
    output = Output(tmp_path / "out")
    _build(given, output, "2026.11.23", affairs_only=True)
    assert run_rebuild(output.releases / "2026.11.23", [str(given)]) == 0
    assert "rebuilt" in capsys.readouterr().out
