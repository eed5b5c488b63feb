"""The command `entente rebuild`: a release made again from its articles, and what it says where they are others."""

import json

from assets.build import run_build
from assets.rebuild import run_rebuild
from pipeline.release.index import read_index
from tests.assets.conftest import BLAME, LATER


def _latest(output):
    return output.releases / str(read_index(output.releases).latest)


def test_a_release_is_rebuilt_to_the_byte_from_its_articles(built, articles, capsys):
    assert run_rebuild(_latest(built), [str(articles)]) == 0
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert "events: " in shown.out
    assert all(line.endswith("the same bytes") for line in lines[:-1])
    assert lines[-1].endswith("under the same ids")
    assert "note:" not in shown.err


def test_programs_are_told_how_each_table_compares(built, articles, capsys):
    assert run_rebuild(_latest(built), [str(articles)], as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["is_same"]
    events = next(table for table in told["tables"] if table["table"] == "events")
    assert events["finding"].endswith("the same bytes")


def test_a_release_that_grew_over_two_builds_is_rebuilt_in_one_but_for_the_batches(output, articles, tmp_path, capsys):
    later = tmp_path / "later.txt"
    later.write_text(LATER)
    assert run_build([str(later)], output.root, None) == 0
    capsys.readouterr()
    assert run_rebuild(_latest(output), [str(articles), str(later)]) == 0
    differing = [line for line in capsys.readouterr().out.splitlines() if "other values" in line]
    assert [line.split(": ")[0] for line in differing] == ["articles"]
    assert differing[0].endswith("other values of ingest_batch")


def test_other_articles_are_told_and_the_tables_that_differ_are_named(built, articles, tmp_path, capsys):
    (tmp_path / "blame.txt").write_text(BLAME)
    assert run_rebuild(_latest(built), [str(tmp_path / "blame.txt")]) == 1
    shown = capsys.readouterr()
    assert "another input_digest" in shown.err
    assert "articles: 2 rows, 1 in the rebuild" in shown.out
    assert "tables differ from the rebuild" in shown.err


def test_what_is_no_release_or_no_source_is_bad_usage_told_in_one_line(built, articles, tmp_path, capsys):
    assert run_rebuild(tmp_path, [str(articles)]) == 2
    assert run_rebuild(_latest(built), [str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_the_release_is_left_as_it_was(built, articles):
    before = {path: path.stat().st_mtime_ns for path in built.root.rglob("*")}
    run_rebuild(_latest(built), [str(articles)])
    assert {path: path.stat().st_mtime_ns for path in built.root.rglob("*")} == before
