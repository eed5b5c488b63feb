"""What was refused is kept, and tried again as it was: with its number, its form and what was known of it."""

import datetime as dt
import json
from pathlib import Path

import pytest

from pipeline.ingest.batch import Ingested
from pipeline.ingest.files import Source
from pipeline.ingest.ingest import ingest, read_here, take_in
from pipeline.ingest.records import Given
from pipeline.ingest.retry import refused_files
from pipeline.ingest.standing import digests, settle, settled
from pipeline.store.shelf import Shelf
from tests.ingest import forms
from tests.ingest.conftest import LEAD, NOW, Desk
from tests.ingest.test_json_lines import line

TOMORROW = dt.timedelta(days=400)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "quarantine")


def retried(first: Ingested, shelf: Shelf, now: dt.datetime = NOW) -> tuple[Ingested, dict[str, str]]:
    """What trying again finds, and the outcomes that stand afterwards, by uri."""
    files = refused_files(first.inputs, first.quarantine, shelf)
    again = take_in(read_here(files.values(), frozenset(), now), {}, None, shelf.put)
    inputs, refused = settle(first.inputs, first.quarantine, again, files)
    assert set(refused["input_id"].to_pylist()) <= set(inputs["input_id"].to_pylist())
    return again, {row["uri"].rpartition("/")[2]: row["outcome"] for row in inputs.to_pylist()}


def test_what_was_too_early_is_an_article_when_its_day_has_come(desk: Desk, shelf: Shelf) -> None:
    desk.put("a.jsonl", f"{line()}\n{line(published_at='2027-01-01', title='Next year')}\n")
    desk.put("b.zip", forms.packed_zip({"2027-02-01.txt": LEAD.encode()}))
    first = ingest([desk.folder], now=NOW, keep=shelf.put)
    for path in desk.folder.iterdir():
        path.unlink()
    again, outcomes = retried(first, shelf, NOW + TOMORROW)
    assert outcomes == {"a.jsonl#1": "article", "a.jsonl#2": "article", "2027-02-01.txt": "article"}
    assert sorted(again.article_text["published_at"].to_pylist())[0] == dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def test_what_is_still_at_fault_stays_with_its_reason(desk: Desk, shelf: Shelf) -> None:
    desk.put("a.jsonl", "{broken\n")
    desk.put("b.txt", LEAD)
    first = ingest([desk.folder], now=NOW, keep=shelf.put)
    again, outcomes = retried(first, shelf)
    assert outcomes == {"a.jsonl#1": "quarantined", "b.txt": "quarantined"}
    assert again.quarantine.equals(first.quarantine)


def test_a_form_that_was_unknown_is_read_when_a_reader_knows_it(desk: Desk, shelf: Shelf, monkeypatch) -> None:
    from pipeline.ingest import walk

    desk.put("table.csv", forms.csv_table())
    with monkeypatch.context() as before:
        before.setattr(walk, "form_for", lambda head: None)
        first = ingest([desk.folder], now=NOW, keep=shelf.put)
    assert first.quarantine["reason"].to_pylist() == ["unknown_form"]
    _, outcomes = retried(first, shelf)
    assert outcomes == {"table.csv#1": "article", "table.csv#2": "article"}


def test_mapped_fields_are_kept_with_what_was_refused(desk: Desk, shelf: Shelf) -> None:
    path = desk.put("a.jsonl", json.dumps({"story": LEAD, "day": "2027-01-01"}))
    source = Source(str(path), Given(source="Harbour Post", fields=(("text", "story"), ("published_at", "day"))))
    first = ingest([source], now=NOW, keep=shelf.put)
    again, _ = retried(first, shelf, NOW + TOMORROW)
    assert [(row["body"], row["source"]) for row in again.article_text.to_pylist()] == [(LEAD, "Harbour Post")]


def test_only_what_is_refused_stays_on_the_shelf(desk: Desk, shelf: Shelf) -> None:
    desk.put("a.txt", LEAD)
    desk.put("b.jsonl", "{broken\n")
    first = ingest([desk.folder], now=NOW, keep=shelf.put)
    assert len(list(shelf.root.rglob("*.zst"))) == 2
    shelf.keep_only(digests(first.inputs, first.quarantine.slice(0, 1)))
    assert len(list(shelf.root.rglob("*.zst"))) == 1


def test_what_is_settled_is_all_but_what_may_pass_by_itself(desk: Desk) -> None:
    desk.put("a.jsonl", f"{line()}\n{{broken\n{line(published_at='2027-01-01')}\n")
    first = desk.ingest()
    done = settled(first.inputs, first.quarantine, first.article_text)
    again = ingest([desk.folder], settled=done, now=NOW)
    assert again.settled == 2
    assert again.inputs["uri"].to_pylist() == [f"{desk.folder}/a.jsonl#3"]


def test_an_input_whose_article_was_lost_is_not_settled(desk: Desk) -> None:
    desk.put("a.jsonl", f"{line()}\n{line(title='Another day')}\n")
    first = desk.ingest()
    assert len(settled(first.inputs, first.quarantine, first.article_text.slice(0, 1))) == 1
