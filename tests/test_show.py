"""`entente show` prints an event with the words that report it, follows ids that were given up, and helps where there is none."""

import datetime as dt
import json
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from rich.text import Text

from pipeline import cli
from pipeline.release.publish import publish
from pipeline.schema.render.arrow import rows_to_arrow
from pipeline.schema.tables.article_text import ARTICLE_TEXT
from pipeline.store.paths import Output
from tests.samples import BLAME, FIRST, NOON, PACT, VISIT, article_text, sample_tables

NOW = dt.datetime(2026, 11, 23, 5, 30, tzinfo=dt.UTC)
BODY = "The visit:\nIt landed at noon. The French delegation landed in Accra, as told. It left at night.\nThe end."


def _release(output: Output, tables: dict[str, pa.Table]) -> str:
    folder = publish(
        output, tables, version=None, today=NOW.date(), now=NOW, input_digest="ab" * 32, quality="# Quality\n"
    )
    return str(folder)


@pytest.fixture
def output(tmp_path) -> Output:
    output = Output(tmp_path / "out")
    _release(output, sample_tables())
    return output


@pytest.fixture
def show(output, capsys):
    def run(event_id: str, *options: str) -> tuple[int, str, str]:
        code = cli.main(["show", event_id, "--in", str(output.root), *options])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def test_an_event_is_shown_with_what_where_when_whom_and_on_whose_words(show):
    code, shown, complaint = show(VISIT)
    assert (code, complaint) == (0, "")
    words = " ".join(shown.split())
    assert "CONSULT visit: verbal cooperation, score 4" in words
    assert "occurred, confidence 0.88" in words
    assert "2022-03-24, known to the day" in words
    assert "Accra, GHA, GeoNames 2306104 at 5.56, -0.20" in words
    assert "recipient Ghana GHA GOV ent_00000000000000a1" in words
    assert "The French delegation «landed» in Accra" in words
    assert "articles/1.txt, body 10–16" in words


def test_what_is_not_known_is_said_to_be_not_told(show):
    words = " ".join(show(BLAME)[1].split())
    assert "when not told" in words
    assert "where not told" in words
    assert "actor unknown gunmen UAF" in words


def test_json_holds_the_event_its_parties_and_its_evidence_with_the_trigger_marked(show):
    document = json.loads(show(VISIT, "--json")[1])
    assert document["event"]["event_id"] == VISIT
    assert document["event"]["date_start"] == "2022-03-24"
    assert [party["name"] for party in document["parties"]] == ["France", "Ghana"]
    assert [each["words"] for each in document["evidence"]] == ["The French delegation «landed» in Accra"] * 2
    assert document["redirected_from"] is None


def test_where_the_articles_are_at_hand_the_sentence_stands_in_its_paragraph(show, output):
    start = BODY.index("The French")
    end = start + len("The French delegation landed in Accra, as told.")
    trigger = BODY.index("landed in Accra")
    offsets = {"start_char": trigger, "end_char": trigger + 6, "sentence_start": start, "sentence_end": end}
    tables = sample_tables()
    moved = _mapped(tables["evidence"], lambda row: {**row, **offsets} if row["article_id"] == FIRST else row)
    _release(output, {**tables, "evidence": moved})
    _keep_text(output, BODY)
    first, second = json.loads(show(VISIT, "--json")[1])["evidence"]
    assert first["words"] == "It landed at noon. The French delegation «landed» in Accra, as told. It left at night."
    assert second["words"] == "The French delegation «landed» in Accra"


def test_an_id_that_was_given_up_leads_to_the_event_it_lives_on_in(show, output):
    tables = sample_tables()
    rid = {name: _without(tables[name], PACT) for name in ("events", "participants")}
    told = {name: _mapped(tables[name], _to_the_visit) for name in ("evidence", "ledger")}
    _release(output, {**tables, **rid, **told})
    code, shown, _ = show(PACT)
    assert code == 0
    assert shown.startswith(f"{PACT} was given up after release 2026.11.23: ")
    assert f"\n{VISIT}\n" in "\n".join(line.rstrip() for line in shown.splitlines())
    assert json.loads(show(PACT, "--json")[1])["redirected_from"]["event_id"] == PACT


def test_an_id_that_was_removed_is_told_with_the_reason(show, output):
    tables = sample_tables()
    gone = {name: _without(tables[name], BLAME) for name in ("events", "participants", "ledger", "evidence")}
    _release(output, {**tables, **gone})
    code, shown, complaint = show(BLAME)
    assert (code, shown) == (2, "")
    assert f"{BLAME} was removed after release 2026.11.23, and none took its place: " in complaint


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("evt_0000000000000009", f"near it are {VISIT}, {PACT}, {BLAME}"),
        ("evt_000000000000000", f"near it are {VISIT}"),
        ("France", "SELECT event_id, summary FROM events"),
        ("rep_0000000000000001", f"evidence of {VISIT}: show that"),
        ("rep_0000000000000005", "evidence of no event"),
    ],
)
def test_an_id_that_is_not_there_is_told_in_one_line_with_a_hint(show, given, hint):
    code, shown, complaint = show(given)
    assert (code, shown) == (2, "")
    assert hint in complaint
    assert complaint.count("\n") == 1


def test_a_folder_without_a_release_is_told_in_one_line(tmp_path, capsys):
    assert cli.main(["show", VISIT, "--in", str(tmp_path)]) == 2
    assert (
        capsys.readouterr().err
        == f"entente show: {tmp_path}/entente.duckdb: there is no database: is this a release folder?\n"
    )


@pytest.mark.parametrize("environment", [{}, {"FORCE_COLOR": "1", "COLUMNS": "80"}], ids=["file", "terminal"])
def test_it_fits_80_columns(show, monkeypatch, environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert max(len(Text.from_ansi(line).plain.rstrip()) for line in show(VISIT)[1].splitlines()) <= 80


def _to_the_visit(row: dict) -> dict:
    return {**row, "event_id": VISIT} if row["event_id"] == PACT else row


def _mapped(table: pa.Table, change: Callable[[dict], dict]) -> pa.Table:
    return pa.Table.from_pylist([change(row) for row in table.to_pylist()], table.schema)


def _without(table: pa.Table, event_id: str) -> pa.Table:
    return table.filter(pc.fill_null(pc.not_equal(table["event_id"], event_id), True))


def _keep_text(output: Output, body: str) -> None:
    article = article_text(FIRST, 1, body, "0" * 64)
    output.lake.write_by_day(ARTICLE_TEXT, rows_to_arrow(ARTICLE_TEXT, [article]), "published_at", [NOON.date()])
