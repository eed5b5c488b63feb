"""Exports hold what the tables hold, in the form that their tools expect, and do no harm."""

import csv
import gzip
import json

import pytest

from pipeline.release.plan import CSV_TABLES
from pipeline.schema.registry import table_named
from tests.samples import BLAME, PACT, ROWS, VISIT


def _rows(release, name):
    with (release / "csv" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", CSV_TABLES)
def test_a_csv_file_has_every_row_and_column_of_its_table(release_of, name):
    rows = _rows(release_of(), name)
    assert len(rows) == len(ROWS[name])
    assert {column.name for column in table_named(name).columns} <= set(rows[0])


def test_events_in_csv_carry_their_parties(release_of):
    rows = {row["event_id"]: row for row in _rows(release_of(), "events")}
    assert rows[PACT]["actors"] == "France; Ghana"
    assert rows[VISIT]["contexts"] == "diplomatic; economic"
    assert rows[BLAME]["date_start"] == ""


def test_a_text_that_a_spreadsheet_would_run_is_disarmed(release_of):
    titles = {row["title"] for row in _rows(release_of(), "articles")}
    assert titles == {"Visit to Accra", '\'=HYPERLINK("http://a.example";"Accra")'}


def test_numbers_below_zero_and_times_stay_what_they_are(release_of):
    release = release_of()
    assert {row["longitude"] for row in _rows(release, "events")} == {"-0.1969", ""}
    assert {row["published_at"] for row in _rows(release, "articles")} == {"2022-03-26T12:00:00Z"}


def test_plover_records_carry_the_fields_of_the_manual(release_of):
    with gzip.open(release_of() / "plover.jsonl.gz", "rt", encoding="utf-8") as file:
        records = {record["id"]: record for record in map(json.loads, file)}
    pact = records[PACT]
    assert [actor["code"] for actor in pact["source"]] == ["FRA", "GHA"]
    assert (pact["recipient"], pact["event"], pact["quad_code"]) == ([], ["SUPPORT"], 1)
    assert records[VISIT]["event_loc"]["geonameid"] == 2306104
    assert records[BLAME]["date"] is None
    assert len(records[VISIT]["cite_info"]) == 2


def test_plover_states_no_time_or_name_in_its_gzip_header(release_of):
    header = (release_of() / "plover.jsonl.gz").read_bytes()[:10]
    assert header[3:8] == bytes(5)
