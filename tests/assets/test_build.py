"""The command `entente build`: one release from a folder of articles, another from a second build, clear words where it fails."""

import datetime as dt
import importlib
import json
import os
import re

import duckdb
import pytest
from filelock import FileLock

import assets.events
from assets.build import run_build
from pipeline.release.index import read_index
from pipeline.release.manifest import DATABASE
from pipeline.release.publish import RECKONED, publish
from pipeline.release.published import read_table
from pipeline.release.verify import verify
from pipeline.schema.registry import PUBLIC_TABLES
from pipeline.schema.tables.annotations import ANNOTATIONS
from pipeline.schema.tables.inputs import INPUTS
from pipeline.store.paths import Output
from tests.assets.conftest import LATER, VISIT

TODAY = "2026.11.23"
DAY = dt.date(2026, 11, 24)
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def _outcomes(output) -> list[str]:
    return sorted(output.lake.read(INPUTS)["outcome"].to_pylist())


def test_a_build_publishes_a_release_that_verifies(built):
    assert read_index(built.releases).latest == TODAY
    assert verify(built.releases / TODAY) == []
    assert _outcomes(built) == ["article", "article", "quarantined"]


def test_events_are_in_the_release_with_their_parties(built):
    with duckdb.connect(built.releases / TODAY / DATABASE, read_only=True) as connection:
        found = connection.execute(
            "SELECT DISTINCT event_type FROM events JOIN participants USING (event_id)"
        ).fetchall()
    assert {("CONSULT",), ("SUPPORT",), ("ACCUSE",)} <= set(found)


def test_quality_lists_inputs_and_checks(built):
    page = (built.releases / TODAY / "QUALITY.md").read_text()
    assert "| `quarantined` | 1 |" in page
    assert re.search(r"\d+ checks ran: (\d+) passed, 0 failed", page)
    told = json.loads((built.releases / TODAY / "quality.json").read_text())
    (row,) = [each for each in told["checks"] if each["check"] == "past_is_past"]
    assert (row["level"], row["outcome"], row["failing"]) == ("error", "passed", 0)


def test_it_says_where_the_release_is_and_how_to_query_it(output, articles, capsys):
    assert run_build([str(articles)], output.root, None) == 0
    shown = capsys.readouterr()
    (release,) = shown.out.splitlines()
    assert release == str(output.releases / str(read_index(output.releases).latest))
    assert f"entente query {release}" in shown.err
    assert "✓  ingest" in shown.err
    assert "dagster" not in shown.err.lower()


def test_programs_are_told_what_was_published(output, articles, capsys):
    assert run_build([str(articles)], output.root, None, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["release"] == str(output.releases / str(read_index(output.releases).latest))
    assert (told["is_new"], told["rows"]["articles"], told["warnings"]) == (True, 2, [])


def test_a_second_build_adds_to_what_is_there_and_reads_nothing_twice(output, tmp_path):
    held = {path: path.stat().st_mtime_ns for path in output.lake.files(ANNOTATIONS)}
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / "later.txt").write_text(LATER)
    (fresh / "visit-again.txt").write_text(VISIT)
    assert run_build([str(fresh)], output.root, None) == 0
    assert _outcomes(output) == ["article", "article", "article", "duplicate", "quarantined"]
    assert len(output.lake.files(ANNOTATIONS)) == len(held) + 1
    assert len(read_index(output.releases).releases) == 2
    latest = output.releases / str(read_index(output.releases).latest)
    assert verify(latest) == []
    parent = json.loads((latest / "manifest.json").read_bytes())["parent"]["version"]
    assert json.loads((latest / "quality.json").read_bytes())["parent"] == parent == TODAY


def test_a_lake_of_another_version_is_told_in_one_line_and_left_as_it_is(output, articles, capsys):
    (output.lake.root / ".tables").write_text("of old\n")
    assert run_build([str(articles)], output.root, None) == 2
    shown = capsys.readouterr().err
    assert "another version of Entente" in shown
    assert shown.count("\n") == 1
    assert len(read_index(output.releases).releases) == 1


def test_the_same_articles_again_make_the_same_tables(output, articles):
    assert run_build([str(articles)], output.root, None) == 0
    index = read_index(output.releases)
    first, second = (output.releases / entry.version / "tables" for entry in index.releases)
    for name in ("events", "participants", "evidence", "articles", "ledger"):
        (left,), (right,) = ((folder / name).glob("*.parquet") for folder in (first, second))
        assert left.read_bytes() == right.read_bytes(), name


@pytest.mark.parametrize("source", ["nowhere", "https://a.example/feed"])
def test_a_source_that_is_not_there_is_bad_usage_told_in_one_line(tmp_path, capsys, source):
    assert run_build([source], tmp_path / "out", None) == 2
    complaint = capsys.readouterr().err
    assert complaint.startswith(f"entente build: {source}: ")
    assert complaint.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_place_where_nothing_can_be_written_is_bad_usage_told_in_one_line(articles, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert run_build([str(articles)], tmp_path / "file" / "out", None) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_two_builds_do_not_work_in_one_folder(output, articles, capsys):
    with FileLock(output.root / ".building.lock"):
        assert run_build([str(articles)], output.root, None) == 1
    assert "another build is at work" in capsys.readouterr().err


def test_a_version_that_is_taken_is_told_in_one_line_and_the_release_stays(output, articles, capsys):
    before = (output.releases / TODAY / "manifest.json").read_bytes()
    assert run_build([str(articles)], output.root, TODAY) == 1
    assert TODAY in capsys.readouterr().err.splitlines()[-2]
    assert (output.releases / TODAY / "manifest.json").read_bytes() == before


@pytest.mark.parametrize("step", ["assets.release.quality_page", "assets.events.consolidate"])
def test_where_another_publisher_came_between_nothing_is_published_and_it_is_told_in_one_line(
    output, articles, capsys, monkeypatch, step
):
    module, _, name = step.rpartition(".")
    real = getattr(importlib.import_module(module), name)
    first = output.releases / str(read_index(output.releases).latest)
    tables = {table.name: read_table(first, table.name) for table in PUBLIC_TABLES if table.name not in RECKONED}

    def come_between(*arguments, **named):
        other = {
            "version": "2026.11.24",
            "today": DAY,
            "now": NOON,
            "input_digest": "ab" * 32,
            "quality": "# Quality\n",
        }
        publish(output, tables, **other)
        return real(*arguments, **named)

    monkeypatch.setattr(step, come_between)
    assert run_build([str(articles)], output.root, None) == 1
    shown = capsys.readouterr().err
    assert "release 2026.11.24 was published while this one was made after 2026.11.23: it is not published" in shown
    assert "Traceback" not in shown
    assert [entry.version for entry in read_index(output.releases).releases] == ["2026.11.24", "2026.11.23"]


def test_a_release_is_the_same_bytes_in_another_folder_on_one_processor(built, articles, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    other = Output(tmp_path / "elsewhere" / "out")
    assert run_build([str(articles)], other.root, TODAY) == 0
    # It lists every file with its digest: tables, pages and site.
    manifests = [(each.releases / TODAY / "manifest.json").read_bytes() for each in (built, other)]
    assert manifests[0] == manifests[1]


def test_a_failed_check_is_told_with_table_rows_and_rule_and_nothing_is_published(
    output, articles, capsys, monkeypatch
):
    consolidate = assets.events.consolidate

    def consolidate_wrongly(*tables):
        made = consolidate(*tables)
        object.__setattr__(
            made,
            "events",
            made.events.drop_columns(["confidence"]).append_column("confidence", [[1.5] * len(made.events)]),
        )
        return made

    monkeypatch.setattr(assets.events, "consolidate", consolidate_wrongly)
    assert run_build([str(articles)], output.root, None, as_json=True) == 1
    (failed,) = json.loads(capsys.readouterr().out)["failed"]
    assert (failed["table"], failed["check"]) == ("events", "confidence_in_bounds")
    assert run_build([str(articles)], output.root, None) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "check failed: table events, confidence_in_bounds:" in shown.err
    assert "event_id=evt_" in shown.err
    assert f"nothing was published; release {TODAY} stays the latest" in shown.err
    assert "Traceback" not in shown.err
    assert read_index(output.releases).latest == TODAY


def test_overrides_that_cannot_be_read_are_bad_usage_told_in_one_line(output, articles, capsys):
    output.overrides.write_text("[[override]]\ncheck = 'inputs.adds_up'\nreason = 'r'\nwho = 'w'\nuntil = 2999-01-01\n")
    assert run_build([str(articles)], output.root, None) == 2
    shown = capsys.readouterr().err
    assert "inputs.adds_up is a fatal check, which nobody can override" in shown
    assert shown.count("\n") == 1


def test_an_override_without_need_is_told(output, articles, capsys):
    output.overrides.write_text(
        "[[override]]\ncheck = 'changes.types_kept'\nreason = 'r'\nwho = 'w'\nuntil = 2999-01-01\n"
    )
    assert run_build([str(articles)], output.root, None) == 0
    assert "warning: the override of changes.types_kept was not needed" in capsys.readouterr().err


def test_where_no_article_comes_in_nothing_is_published(tmp_path, capsys):
    (tmp_path / "refused").mkdir()
    (tmp_path / "refused" / "empty.txt").write_text("")
    assert run_build([str(tmp_path / "refused")], tmp_path / "out", None) == 1
    assert "no article came in; `entente quarantine" in capsys.readouterr().err
    assert run_build([str(tmp_path / "refused")], tmp_path / "out", None, as_json=True) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["is_new"], told["release"], told["failed"]) == (False, None, [])
    assert told["fault"].startswith("no article came in")
    assert read_index(Output(tmp_path / "out").releases).latest is None
